"""Words that say nothing about what a reader looks for: dropped from queries, kept in the index. Pure."""

from __future__ import annotations

from search.normalize import normalize

_PARTICLES = """
في من إلى على عن مع حتى منذ خلال بين ضد لدى عند عبر نحو حول دون بدون سوى تجاه لأجل
و أو أم ثم بل لكن لكنه لكنها أن إن كي لكي إذا إذ لو لولا كما لأن لأنه لأنها أنه أنها أنهم إنه إنها
بأن بأنه بأنها لا لم لن ما ليس ليست غير قد لقد سوف إلا إنما أيضا فقط جدا
ف ب ل ك ال
"""
_PRONOUNS = """
هذا هذه هذان هاتان ذلك تلك هؤلاء أولئك هنا هناك هنالك
الذي التي الذين اللذان اللتان اللذين اللتين اللواتي اللاتي
هو هي هم هن هما أنا نحن أنت أنتم إياه إياها
عليه عليها عليهم إليه إليها إليهم فيه فيها فيهم منه منها منهم عنه عنها عنهم به بها بهم له لها لهم لنا لي لك
معه معها معهم لديه لديها لديهم بينه بينها بينهم بهذا بهذه لهذا لهذه كهذا كهذه
مما عما فيما بما لما كلما حيث بينما عندما حينما
كل بعض أي أية مثل قبل بعد
"""
_QUESTIONS = """
من ماذا متى أين كيف لماذا هل كم أيهما أيها بماذا لمن بمن ممن عمن بكم
ماهو ماهي ماهم منهو منهي
"""
_VERBS = "كان كانت كانوا يكون تكون تكن يكن تم يتم"
_ENGLISH = """
a an and are as at be by for from how in is it of on or that the to was were what when where which who why
with
"""
_JOINED_FROM = 3
"""Letters from which a word is also a stop word behind و and ف; فهم and وهم are words of their own."""


def _all() -> frozenset[str]:
    arabic = normalize(_PARTICLES + _PRONOUNS + _QUESTIONS + _VERBS).split()
    joined = [particle + word for word in arabic if len(word) >= _JOINED_FROM for particle in "وف"]
    short = normalize("وفي ومن وعن ومع وما ولا ولم ولن وأن وإن وهو وهي وقد فإن فهو فهي وكم").split()
    return frozenset(arabic) | frozenset(joined) | frozenset(short) | frozenset(_ENGLISH.split())


STOP_WORDS = _all()
"""Normalised forms."""
