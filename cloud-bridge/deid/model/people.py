"""Names of people, from census lists (public domain) and from Faker's locales (MIT)."""

import os
import re

import names
from faker import Faker

from labels import O, PERSON, text

LATIN = ["en_US", "en_GB", "en_IN", "en_IE", "de_DE", "de_AT", "fr_FR", "es_ES", "es_MX", "it_IT", "pt_BR", "pt_PT",
         "nl_NL", "pl_PL", "cs_CZ", "sk_SK", "hu_HU", "hr_HR", "sl_SI", "da_DK", "sv_SE", "no_NO", "fi_FI", "is_IS",
         "et_EE", "lt_LT", "lv_LV", "ro_RO", "tr_TR", "id_ID", "vi_VN", "en_NG", "en_PK", "yo_NG", "zu_ZA", "fil_PH"]
NATIVE = ["el_GR", "ru_RU", "uk_UA", "bg_BG"]
TRANSLITERATED = {
    "zh": (["Wei", "Fang", "Xiuying", "Lei", "Yan", "Jun", "Qiang", "Xiaoming", "Haoran", "Yichen", "Meiling", "Jiahui"],
           ["Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Huang", "Zhao", "Wu", "Zhou", "Xu", "Sun", "Ng", "Chan"]),
    "jp": (["Haruto", "Yui", "Sakura", "Ren", "Aoi", "Takashi", "Keiko", "Hiroshi", "Naoko", "Kenji", "Toshiko"],
           ["Sato", "Suzuki", "Tanaka", "Watanabe", "Ito", "Yamamoto", "Kobayashi", "Kato", "Yoshida", "Inoue"]),
    "kr": (["Min-jun", "Seo-yeon", "Ji-woo", "Hyun-woo", "Soo-jin", "Eun-ji", "Sung-ho"],
           ["Kim", "Lee", "Park", "Choi", "Jung", "Kang", "Yoon", "Shin"]),
    "ar": (["Fatima", "Mohammed", "Ahmed", "Aisha", "Yusuf", "Khadija", "Omar", "Layla", "Hassan", "Zaynab"],
           ["Al-Masri", "Haddad", "Khoury", "El-Sayed", "Abdullah", "Hussein", "bin Rashid", "Mansour", "Nasser"]),
    "in": (["Priya", "Rahul", "Ananya", "Arjun", "Lakshmi", "Sanjay", "Deepika", "Vikram", "Sunita", "Harpreet"],
           ["Sharma", "Patel", "Singh", "Reddy", "Iyer", "Nair", "Chatterjee", "Gupta", "Kaur", "Krishnamurthy"]),
}
TITLES = ["Dr.", "Dr", "Mr.", "Mrs.", "Ms.", "Mr", "Ms", "Mrs", "Prof.", "Miss", "Nurse", "Rev.", "Sgt.", "Capt."]
DEGREES = ["MD", "M.D.", "RN", "DO", "NP", "PA-C", "PhD", "FACC", "LCSW", "PharmD", "Jr.", "Sr.", "III"]


def _census(file):
    path = os.path.join(os.path.dirname(names.__file__), file)
    with open(path, encoding="ascii") as lines:
        return [line.split()[0].capitalize() for line in lines]


class People:
    def __init__(self, rng):
        self.rng = rng
        self.surnames = _census("dist.all.last")
        self.given = _census("dist.female.first") + _census("dist.male.first")
        self.common = _census("dist.female.first")[:250] + _census("dist.male.first")[:250]
        self.fakers = []
        for locale in LATIN + NATIVE:
            fake = Faker(locale)
            fake.seed_instance(rng.randrange(1 << 30))
            self.fakers.append((locale, fake))

    def pair(self):
        """A given name and a surname."""
        draw = self.rng.random()
        if draw < 0.5:
            given = self.rng.choice(self.common if self.rng.random() < 0.5 else self.given)
            pool = self.surnames[:2000] if self.rng.random() < 0.5 else self.surnames
            surname = self.rng.choice(pool)
            if surname.startswith("Mc") and len(surname) > 4:
                surname = "Mc" + surname[2:].capitalize()
            if self.rng.random() < 0.04:
                surname = self.rng.choice(["O'", "D'", "St. ", "van ", "de la ", "Von "]) + surname
            if self.rng.random() < 0.05:
                surname += "-" + self.rng.choice(self.surnames[:3000])
            return given, surname
        if draw < 0.65:
            given, surname = TRANSLITERATED[self.rng.choice(sorted(TRANSLITERATED))]
            return self.rng.choice(given), self.rng.choice(surname)
        locale, fake = self.rng.choice(self.fakers)
        if locale in NATIVE and self.rng.random() < 0.6:
            return self.pair()
        return fake.first_name(), re.sub(r"\(.*?\)", "", fake.last_name()).strip()

    def name(self, form=None):
        """One name as text writes it; the comma of "Last, First" belongs to it, a title does not."""
        given, surname = self.pair()
        initial = given[0]
        form = form or self.rng.choices(
            ["full", "middle", "titled", "last", "first", "initial", "comma", "lasti", "given_last_title", "double",
             "degree", "caps", "nick", "title_initial", "initials"],
            [30, 6, 16, 3, 4, 10, 7, 4, 6, 2, 4, 3, 1, 3, 1])[0]
        title = self.rng.choice(TITLES)
        middle = self.rng.choice("ABCDEFGHJKLMNPRSTW")
        if form == "full":
            return text((f"{given} {surname}", PERSON))
        if form == "middle":
            dot = self.rng.choice([".", ".", ""])
            return text((f"{given} {middle}{dot} {surname}", PERSON))
        if form == "titled":
            return text(title + " ", (surname, PERSON))
        if form == "given_last_title":
            return text(title + " ", (f"{given} {surname}", PERSON))
        if form == "title_initial":
            return text(title + " ", (self.rng.choice([f"{given} {surname[0]}.", f"{surname[0]}."]), PERSON))
        if form == "last":
            return text((surname, PERSON))
        if form == "first":
            return text((given, PERSON))
        if form == "initial":
            return text((f"{given} {surname[0]}" + self.rng.choice([".", ".", ".", ""]), PERSON))
        if form == "lasti":
            return text((f"{initial}. {surname}", PERSON))
        if form == "comma":
            tail = self.rng.choice(["", "", f" {middle}", f" {middle}."])
            return text((f"{surname}, {given}{tail}", PERSON))
        if form == "double":
            return text((f"{given} {surname}-{self.pair()[1]}", PERSON))
        if form == "degree":
            return text((f"{given} {surname}", PERSON), ", " + self.rng.choice(DEGREES))
        if form == "caps":
            return text((f"{surname}, {given} {middle}".upper(), PERSON))
        if form == "initials":
            return text((f"{initial}.{surname[0]}.", PERSON))
        return text((f"{given} \"{self.pair()[0]}\" {surname}", PERSON))

    def possessive(self):
        return self.name(self.rng.choice(["full", "titled", "first", "last"])).add("'s", O)
