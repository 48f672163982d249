"""Writes what the tokenizer that the model learned with makes of odd texts, for the test of the product's own.

    python golden.py TOKENIZER.json > ../src/test/resources/dev/postern/deid/model/word-pieces.txt
"""

import json
import sys

from pieces import Pieces

TEXTS = [
    "Dr. Anna Kowalski-Müller saw MRN 00-123456 on 03/14/2021.",
    "KOWALSKI, ANNA M\tDOB: 14-Mar-1950\nHbA1c 7.2%; BP 120/80",
    "don't e-mail o'brien@post.example.org, see https://a.example/x_y?z=1&b=2#c",
    "naïve Ångström café Łódź ŽIŽEK straße İstanbul",
    "東京 Sato-san 12歳, 北京市朝阳区",
    "Δοκιμή ΑΓΙΟΣ Привет Ёлка",
    "emoji 😀👩‍⚕️ and supercalifragilisticexpialidocious " + "x" * 130,
    "a\u00a0b\u2003c \u200bzero\u200bwidth \u00ad soft\u00adhyphen \ufffd",
    "$1,200.50 +1 (555) 010-9999 ~20° ±3 ½ x2 5×3 [PERSON_1] `code` ^|<>=",
    "mcDonald iPhone ABCdef 12ab A1c T2DM X x I",
    "fi ligature and e\u0301 combining",
    "",
    " \n ",
]

pieces = Pieces(sys.argv[1])
for text in TEXTS:
    ids, shapes, offsets = pieces.encode(text)
    print(json.dumps(text))
    print(" ".join(map(str, ids)))
    print(" ".join(map(str, shapes)))
    print(" ".join(f"{start}-{end}" for start, end in offsets))
