"""Light stemming that looks before it cuts: an affix goes only if what remains is a known word. Pure.

Affixes after light10 (Larkey, Ballesteros, Connell, "Light Stemming for Arabic Information Retrieval",
2007), extended with prepositions joined to the article and with attached pronouns. Each cut is guarded by
the counts of a frozen `Vocabulary`: والد keeps its first letter because الد is rarer than a prefix would
leave it. Words arrive normalised (a final ة is ه).
"""

from __future__ import annotations

from search.vocabulary import Vocabulary

ARTICLES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")
CLITICS = frozenset("وفبلك")
CONJUNCTIONS = frozenset("وف")
PRONOUNS = ("هما", "كما", "تين", "تان", "هم", "هن", "كم", "نا", "ها", "ه", "تي", "وا")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")

ARTICLE_GUARD = 0.1
CLITIC_GUARD = 0.3
PRONOUN_GUARD = 0.5
SHORTEST = 2
"""Letters that must remain after any cut."""


class LightStemmer:
    """Cuts prefixes and suffixes of normalised Arabic words, guarded by `vocabulary`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._count = vocabulary.count

    def stem(self, word: str) -> str:
        """The stem of a normalised word; a word of fewer than three letters is its own stem."""
        return self.cut_suffix(self.cut_prefix(word))

    def cut_prefix(self, word: str) -> str:
        """`word` without its article and the particles attached to its front."""
        if len(word) <= SHORTEST:
            return word
        bare = self._cut_article(word)
        if bare != word:
            return bare
        bare = self._cut_clitic(word)
        if bare != word and word[0] in CONJUNCTIONS:
            return self._cut_clitic(bare)
        return bare

    def cut_suffix(self, word: str) -> str:
        """`word` (without prefix) without attached pronoun, tanween alef and the suffixes of light10."""
        word = self._cut_pronoun(word)
        word = self._cut_tanween(word)
        for suffix in SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST:
                word = word[: -len(suffix)]
        return word

    def _weight(self, word: str) -> float:
        """How common `word` is, with and without the article."""
        return self._count(word) + self._count("ال" + word)

    def _cut_article(self, word: str) -> str:
        for article in ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= SHORTEST:
                rest = word[len(article) :]
                if self._weight(rest) >= ARTICLE_GUARD * self._count(word):
                    return rest
        return word

    def _cut_clitic(self, word: str) -> str:
        if word[0] in CLITICS and len(word) > SHORTEST:
            rest = word[1:]
            if self._count(rest) >= CLITIC_GUARD * self._count(word):
                return rest
        return word

    def _cut_pronoun(self, word: str) -> str:
        for pronoun in PRONOUNS:
            rest = word[: -len(pronoun)]
            if not word.endswith(pronoun) or len(rest) < SHORTEST:
                continue
            if rest.endswith("ت") and pronoun not in ("تين", "تان"):
                feminine = rest[:-1] + "ه"
                if self._weight(feminine) >= PRONOUN_GUARD * self._count(word):
                    return feminine
            if pronoun in ("تين", "تان"):
                rest += "ه"
            if self._weight(rest) >= PRONOUN_GUARD * self._count(word):
                return rest
        return word

    def _cut_tanween(self, word: str) -> str:
        if word.endswith("ا") and len(word) > 3:
            rest = word[:-1]
            if self._count(rest) >= PRONOUN_GUARD * self._count(word):
                return rest
        return word
