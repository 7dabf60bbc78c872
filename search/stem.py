"""Light stemming that looks before it cuts: an affix goes only if what remains is a known word. Pure.

Affixes after light10 (Larkey, Ballesteros, Connell, "Light Stemming for Arabic Information Retrieval",
2007), extended with prepositions joined to the article and with attached pronouns. Each cut is guarded by
the counts of a frozen `Vocabulary`: والد keeps its و because الد is the rarer word. A word behind a pronoun
is judged by what it is without it (وزيرهم by وزير). Where nothing is known, the affix goes, as in light10.
Words arrive normalised (a final ة is ه). The guards lie on a plateau: a third or three times of each
changes the nDCG@10 of chain A on XQuAD and TyDi QA by less than .002.
"""

from __future__ import annotations

from collections.abc import Iterator

from search.vocabulary import Vocabulary

ARTICLES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")
CLITICS = frozenset("وفبلك")
CONJUNCTIONS = frozenset("وف")
PRONOUNS = ("هما", "كما", "تين", "تان", "هم", "هن", "كم", "نا", "ها", "ه", "تي", "وا")
ARTICLES_FROM = {letter: tuple(a for a in ARTICLES if a[0] == letter) for letter in "وفبكلا"}
PRONOUNS_TO = {letter: tuple(p for p in PRONOUNS if p[-1] == letter) for letter in "امنهي"}
"""The same by their first and their last letter, in the same order: most words have none of them."""
FEMININE_DUALS = frozenset(("تين", "تان"))
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ت")

ARTICLE_GUARD = 0.1
CLITIC_GUARD = 1.0
PRONOUN_GUARD = 0.5
SHORTEST = 2
"""Letters that must remain after a guarded cut."""
SHORTEST_STEM = 3
"""Letters that must remain after a suffix that nothing guards: stems of two letters join unrelated words."""


class LightStemmer:
    """Cuts prefixes and suffixes of normalised Arabic words, guarded by `vocabulary`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._count = vocabulary.count

    def stem(self, word: str) -> str:
        """The stem of a normalised word; a word of two letters is its own stem. Never empty."""
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
        word = self._cut_tanween(self._cut_pronoun(word))
        for suffix in SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
                word = word[: -len(suffix)]
        return word

    def _cut_article(self, word: str) -> str:
        for article in ARTICLES_FROM.get(word[0], ()):
            if word.startswith(article) and len(word) - len(article) >= SHORTEST:
                rest = word[len(article) :]
                with_article = self._evidence(rest) + self._evidence("ال" + rest)
                if with_article >= ARTICLE_GUARD * self._evidence(word):
                    return rest
        return word

    def _cut_clitic(self, word: str) -> str:
        if word[0] in CLITICS and len(word) > SHORTEST:
            rest = word[1:]
            if self._evidence(rest) >= CLITIC_GUARD * self._evidence(word):
                return rest
        return word

    def _cut_pronoun(self, word: str) -> str:
        for base in self._without_pronoun(word):
            if self._weight(base) >= PRONOUN_GUARD * self._count(word):
                return base
        return word

    def _cut_tanween(self, word: str) -> str:
        if word.endswith("ا") and len(word) > SHORTEST_STEM:
            rest = word[:-1]
            if self._count(rest) >= PRONOUN_GUARD * self._count(word):
                return rest
        return word

    def _weight(self, word: str) -> float:
        """How common `word` is, with and without the article."""
        return self._count(word) + self._count("ال" + word)

    def _evidence(self, word: str) -> float:
        """How common `word` is, or what it is without a pronoun if that is more common."""
        return max(self._count(word), *map(self._weight, self._without_pronoun(word)), 0.0)

    def _without_pronoun(self, word: str) -> Iterator[str]:
        """What `word` may be without an attached pronoun or the ending of a dual, the longest first."""
        for pronoun in PRONOUNS_TO.get(word[-1:], ()):
            rest = word[: -len(pronoun)]
            if word.endswith(pronoun) and len(rest) >= SHORTEST:
                yield rest + "ه" if pronoun in FEMININE_DUALS else self._free_form(rest)

    def _free_form(self, word: str) -> str:
        """`word` as it is spelled without its pronoun: شركت is شركة, مستوا is مستوى, وزراؤ is وزراء."""
        if word.endswith("ت") and not word.endswith("ات"):
            other = word[:-1] + "ه"
        elif word.endswith("ا"):
            other = word[:-1] + "ي"
        elif word.endswith(("ائ", "اؤ")):
            other = word[:-1] + "ء"
        else:
            return word
        return max(word, other, key=self._weight)
