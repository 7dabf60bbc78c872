"""How fast pages become drafts: files a second on one core, and what hostile sizes cost.

`python -m benchmarks.ingest_speed [--profile]`. The pages are made here, 600 words each.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time

from archive.ingest.draft import Rejected, Source
from archive.ingest.parse import Rules, load_rules, parse

SENTENCES = (
    "قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.",
    "وأضافت النقابة أن أكثر من 1400 موظف وقعوا الرسالة خلال أسبوع واحد من إطلاقها على الشبكة.",
    "وتبلغ قيمة العقد 1.2 مليار دولار بحسب وثائق نشرتها الحكومة في يناير/كانون الثاني 2021.",
    "ولم ترد الشركة على أسئلة الصحفيين، فيما أكد متحدث باسمها احترام القانون في كل البلدان.",
)
HEADER = "الرئيسية > أخبار\nعمال المستودعات يضربون {n}\n12 مارس 2021\nوكالات-منارة الجنوب\nشاركها\n\n"
FOOTER = (
    "\n\nمقالات ذات صلة\nعنوان آخر لا صلة له\nاترك تعليقاً\nالاسم\nالبريد الإلكتروني\nزر الذهاب إلى الأعلى\n"
)


def page(number: int, words: int = 600) -> bytes:
    """One page of about `words` words; no two are alike."""
    paragraphs, count, index = [], 0, number
    while count < words:
        sentence = f"{SENTENCES[index % 4]} وهذه الفقرة رقم {index} من النص."
        paragraphs.append(sentence)
        count += sentence.count(" ") + 1
        index += 1
    return (HEADER.format(n=number) + "\n\n".join(paragraphs) + FOOTER).encode()


def rate(rules: Rules, files: int) -> float:
    """Files parsed in a second of one core's time, without tagging."""
    pages = [page(number) for number in range(files)]
    started = time.process_time()
    for number, data in enumerate(pages):
        parse(Source(str(number), data), rules=rules, tagger=lambda title, body: [])
    return files / (time.process_time() - started)


def hostile() -> dict[str, bytes]:
    """Inputs of a megabyte that would find a quadratic corner."""
    word = "إضراب ".encode()
    size = 1_000_000
    return {
        "one line of words": word * (size // len(word)),
        "one line without spaces": "ا".encode() * (size // 2),
        "short lines": "خبر\n".encode() * (size // 7),
        "numbers": b"12/3 1,400 " * (size // 11) + word * 20,
        "quotes and dashes": "«ا» – ".encode() * (size // 9),
        "sentences": (SENTENCES[0] + " ").encode() * (size // 150),
        "wrapped lines": ("كلمات تتبع كلمات في سطر قصير\n").encode() * (size // 52),
        "related headings": "اقرأ أيضا\nعنوان قصير\n".encode() * (size // 40),
        "entities": "&quot;ا&amp; ".encode() * (size // 14),
        "thousand-word numbers": "ألف مليون مئة ".encode() * (size // 26),
        "blank lines": b"\n" * (size - 200) + word * 20,
        "brackets": b"([{(" * (size // 4) + word * 20,
        "dates": "12 مارس 2021 ".encode() * (size // 18),
    }


def main() -> None:
    """Print the rate and the slowest hostile inputs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    rules = load_rules()
    rate(rules, 20)
    if options.profile:
        with cProfile.Profile() as profile:
            rate(rules, options.files)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    print(f"{rate(rules, options.files):.0f} files of 600 words a second on one core, without tagging")
    for name, data in hostile().items():
        started = time.process_time()
        try:
            parse(Source(name, data), rules=rules, tagger=lambda title, body: [])
            outcome = "parsed"
        except Rejected as reason:
            outcome = str(reason)
        print(f"{time.process_time() - started:6.2f} s  {len(data) / 1e6:.1f} MB  {name}: {outcome}")


if __name__ == "__main__":
    main()
