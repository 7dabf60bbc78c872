"""Words that say nothing about what a reader looks for. Dropped from queries only, never from the index."""

from __future__ import annotations

from search.normalize import normalize

_WRITTEN = """
في من إلى على عن مع حتى منذ خلال بين ضد لدى عند عبر نحو حول دون سوى تجاه
و أو أم ثم بل لكن ولكن ف ب ل ك أن إن كي لكي إذا إذ لو لولا كما لأن لأنه
لا لم لن ما ليس ليست غير قد لقد سوف
هذا هذه ذلك تلك هؤلاء أولئك هنا هناك هنالك الذي التي الذين اللذان اللتان اللذين اللتين اللواتي اللاتي
هو هي هم هن هما أنا نحن أنت أنتم إياه إياها
كان كانت كانوا يكون تكون تكن يكن
كل بعض أي أية أيضا فقط مثل جدا
من ماذا متى أين كيف لماذا لم هل كم
ال عليه عليها عليهم إليه إليها فيه فيها منه منها منهم عنه عنها به بها بهم له لها لهم لنا لي لك معه معها
بأن بأنه وأن فإن أنه أنها أنهم وهو وهي وفي ومن وعلى وعن وإلى وما ولا ولم كما وكان وكانت وقد مما عما فيما بما
حيث بينما عندما لما كلما قبل بعد تم يتم
"""

_ENGLISH = """
a an and are as at be by for from in is it of on or that the to was were what when where which who with
"""

STOP_WORDS: frozenset[str] = frozenset(normalize(_WRITTEN + _ENGLISH).split())
"""Normalised forms."""
