"""Numbers, contacts and dates as people write them, and the numbers of medicine that identify nobody."""

import calendar
import string

from labels import DATE, ID, NET, O, PHONE, text

MONTHS = list(calendar.month_name)[1:]
SHORT = [m[:3] for m in MONTHS]
# Generic host words; nobody's domain is meant.
HOSTS = ["mail", "clinic", "health", "post", "webmail", "inbox", "medsite", "office", "hospital", "corp", "my", "portal", "care", "box"]
ENDS = ["com", "org", "net", "edu", "de", "fr", "co.uk", "io", "se", "pl", "cz", "it", "es", "com.br", "gov", "info", "us", "be", "gr"]


class Numbers:
    def __init__(self, rng, people):
        self.rng = rng
        self.people = people

    def digits(self, count):
        return "".join(self.rng.choice(string.digits) for _ in range(count))

    def letters(self, count):
        return "".join(self.rng.choice(string.ascii_uppercase) for _ in range(count))

    def id_value(self):
        r = self.rng
        return r.choice([
            lambda: self.digits(r.randrange(5, 11)),
            lambda: self.letters(r.randrange(1, 4)) + self.digits(r.randrange(4, 9)),
            lambda: self.letters(r.randrange(1, 5)) + "-" + self.digits(r.randrange(3, 9)),
            lambda: "-".join([self.digits(3), self.digits(3), self.digits(r.choice([3, 4]))]),
            lambda: self.letters(3) + self.digits(2) + "-" + self.digits(4),
            lambda: self.digits(4) + "-" + self.digits(4) + ("-" + self.digits(2) if r.random() < .3 else ""),
            lambda: self.digits(2) + self.letters(1) + self.digits(6),
            lambda: self.letters(2) + "/" + self.digits(4) + "/" + self.digits(2),
            lambda: self.digits(5) + "-" + self.letters(r.choice([2, 3])),
            lambda: r.choice(["#", ""]) + self.letters(2) + self.digits(6),
            lambda: "".join(r.choice(string.ascii_letters + string.digits) for _ in range(r.randrange(8, 14))) + self.digits(1),
            lambda: "-".join("".join(r.choice("0123456789abcdef") for _ in range(n)) for n in (8, 4, 4, 4, 12)),
            lambda: " ".join([self.digits(3), self.digits(3), self.digits(4)]),
        ])()

    def raw(self):
        return text((self.ssn() if self.rng.random() < 0.12 else self.id_value(), ID))

    def ssn(self):
        sep = self.rng.choice(["-", "-", "-", " ", ""])
        return sep.join([self.digits(3), self.digits(2), self.digits(4)])

    def labelled_id(self):
        """A number with what it is called, which is not part of it."""
        r = self.rng
        label = r.choice(["MRN", "MRN", "MRN", "medical record number", "Medical Record No.", "med rec #", "chart", "Chart No", "SSN", "SSN", "Social Security",
                          "social security number", "member ID", "Member ID", "plan ID", "Plan #", "insurance ID", "health plan number", "policy", "Policy No",
                          "policy number", "group number", "beneficiary number", "Medicare", "Medicaid ID", "account", "acct", "Account Number", "invoice",
                          "ID", "ID number", "patient ID", "Pt ID", "Patient #", "case number", "Case", "study ID", "Subject", "specimen", "Accession", "accession #",
                          "license", "driver's license", "Driver License", "DEA", "NPI", "certificate", "VIN", "plate", "License plate", "serial number", "S/N",
                          "device serial", "implant ID", "UDI", "pacemaker serial", "order", "Order ID", "reference", "ref", "claim", "Claim #", "encounter", "CSN",
                          "visit", "badge", "employee ID", "student ID", "passport", "Passport No.", "tax ID", "national ID", "NHS number", "fingerprint ID",
                          "Site ID", "health insurance number", "HICN", "subscriber ID", "ticket", "booking", "tracking number", "record", "file number", "hospital number"])
        sep = r.choice([": ", ": ", " ", " #", " # ", " is ", " no. ", ":", "=", " - ", "\t", " number "])
        value = self.ssn() if "SSN" in label or "ocial" in label else self.id_value()
        if sep.endswith("#") and value.startswith("#"):
            value = value[1:]
        return text(label + sep, (value, ID))

    def identifier(self):
        r = self.rng
        draw = r.random()
        if draw < 0.75:
            return self.labelled_id()
        if draw < 0.85:
            return text(("#" + self.id_value().lstrip("#"), ID))
        if draw < 0.9:
            return text((self.letters(2) + "-" + self.digits(6), ID))
        return text("SSN ", (self.ssn(), ID))

    def phone_value(self):
        r = self.rng
        a, b, c = r.choice(["555", str(r.randrange(201, 989))]), r.choice(["555", str(r.randrange(200, 999))]), self.digits(4)
        return r.choice([
            lambda: f"{a}-{b}-{c}", lambda: f"({a}) {b}-{c}", lambda: f"{a}.{b}.{c}", lambda: f"{a} {b} {c}", lambda: f"+1 {a} {b} {c}",
            lambda: f"1-{a}-{b}-{c}", lambda: f"({a}){b}-{c}", lambda: f"{a}{b}{c}", lambda: f"{b}-{c}", lambda: f"{a}-{b}-{c} x{self.digits(3)}",
            lambda: f"001-{a}-{b}-{c}", lambda: f"+{r.randrange(20, 99)} {self.digits(2)} {self.digits(3)} {self.digits(4)}",
            lambda: f"+{r.randrange(20, 99)} (0){self.digits(2)} {self.digits(3)} {self.digits(2)} {self.digits(2)}",
            lambda: f"0{self.digits(3)} {self.digits(2)} {self.digits(2)} {self.digits(2)}", lambda: f"0{self.digits(4)} {self.digits(3)} {self.digits(3)}",
            lambda: f"{self.digits(3)} {self.digits(3)} {self.digits(3)}", lambda: f"{self.digits(2)} {self.digits(3)} {self.digits(3)}",
            lambda: f"0{self.digits(2)}/{self.digits(3)} {self.digits(2)} {self.digits(2)}", lambda: f"{self.digits(2)} {self.digits(6)}",
            lambda: f"{self.digits(4)}-{self.digits(4)}", lambda: f"({self.digits(2)}) {self.digits(4)}-{self.digits(4)}", lambda: f"{self.digits(3)} {self.digits(4)}",
        ])()

    def phone(self):
        return text((self.phone_value(), PHONE))

    def user(self):
        given, surname = self.people.pair()
        given, surname = given.split()[0], surname.replace(" ", "").replace("'", "")
        r = self.rng
        return r.choice([f"{given[0]}{surname}".lower(), f"{given}.{surname}".lower(), f"{given}{surname}", f"{surname.lower()}{self.digits(2)}",
                         f"{given.lower()}_{surname.lower()}", f"{given.lower()}{self.digits(3)}", f"{given.lower()}.{surname[0].lower()}"])

    def email(self):
        r = self.rng
        host = r.choice(HOSTS) + r.choice(["", r.choice(HOSTS), "-" + r.choice(HOSTS)])
        return text((f"{self.user()}@{host}.{r.choice(ENDS)}", NET))

    def url(self):
        r = self.rng
        host = r.choice(HOSTS) + r.choice(HOSTS)
        return text((r.choice(["https://", "http://", "www.", "https://www.", ""]) + f"{host}.{r.choice(ENDS)}" + r.choice(["", "/", f"/p/{self.digits(5)}", "/" + self.user()]), NET))

    def ip(self):
        r = self.rng
        if r.random() < 0.5:
            return text((".".join(str(r.randrange(1, 255)) for _ in range(4)), NET))
        return text((":".join(f"{r.randrange(1, 65536):x}" for _ in range(8)) if r.random() < .5 else f"2001:db8:{r.randrange(1, 65536):x}::{r.randrange(1, 65536):x}", NET))

    def username(self):
        return text(self.rng.choice(["username ", "user name: ", "login ", "user ", "handle @", "logged in as ", "twitter: @", "account "]), (self.user(), NET))

    def card(self):
        n = self.rng.choice([13, 14, 15, 16, 16, 16, 19])
        digits = self.rng.choice("3456") + self.digits(n - 1)
        if n == 16 and self.rng.random() < 0.4:
            digits = self.rng.choice([" ", "-"]).join(digits[i:i + 4] for i in range(0, 16, 4))
        return text((digits, ID))

    def iban(self):
        code = self.rng.choice(["GB", "DE", "FR", "NL", "CH", "PL", "ES", "IT", "AT", "BE"])
        body = code + self.digits(2) + (self.letters(4) if code in ("GB", "NL") else "") + self.digits(14)
        if self.rng.random() < 0.3:
            body = " ".join(body[i:i + 4] for i in range(0, len(body), 4))
        return text((body, ID))

    def crypto(self):
        alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
        body = "".join(self.rng.choice(alphabet) for _ in range(33))
        return text((self.rng.choice(["1" + body, "3" + body, "bc1q" + body.lower(), "0x" + "".join(self.rng.choice("0123456789abcdef") for _ in range(40))]), ID))

    def coordinates(self):
        r = self.rng
        return text((f"{r.uniform(-90, 90):.5f}, {r.uniform(-180, 180):.5f}" if r.random() < .6 else f"{r.uniform(0, 90):.4f}° N, {r.uniform(0, 180):.4f}° W", ID))

    def date_value(self, year=None):
        r = self.rng
        y, m = year or r.randrange(1925, 2027), r.randrange(1, 13)
        d = r.randrange(1, 29)
        th = "th" if 10 < d < 14 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
        long, short = MONTHS[m - 1], SHORT[m - 1] + r.choice(["", "."])
        name = long if r.random() < 0.6 else ("Sept" if m == 9 and r.random() < .5 else short)
        return r.choice([
            lambda: f"{name} {d}, {y}", lambda: f"{name} {d}{th}, {y}", lambda: f"{name} {d} {y}", lambda: f"{name} {d}{th} {y}",
            lambda: f"{m}/{d}/{y}", lambda: f"{m:02d}/{d:02d}/{y}", lambda: f"{m}/{d}/{y % 100:02d}", lambda: f"{m:02d}-{d:02d}-{y}",
            lambda: f"{y}-{m:02d}-{d:02d}", lambda: f"{d} {name} {y}", lambda: f"{d:02d}-{SHORT[m - 1]}-{y}", lambda: f"{d:02d}.{m:02d}.{y}",
            lambda: f"{d}{th} of {name} {y}", lambda: f"{name} {d}", lambda: f"{name} {d}{th}", lambda: f"{d}{th} {name}", lambda: f"{name} {y}",
            lambda: f"the {d}{th} of {long}", lambda: f"{m}/{d}", lambda: f"{d:02d}{SHORT[m - 1].upper()}{y}", lambda: f"{name} of {y}",
            lambda: f"{name} {d}{th} '{y % 100:02d}", lambda: f"{m}/{y}", lambda: f"{y}/{m:02d}/{d:02d}", lambda: f"{m}.{d}.{y % 100:02d}",
            lambda: f"{y}{m:02d}{d:02d}", lambda: f"{y}-{m:02d}-{d:02d} {r.randrange(24):02d}:{r.randrange(60):02d}:{r.randrange(60):02d}",
            lambda: f"{r.choice(['Monday', 'Tue', 'Wednesday', 'Thu', 'Friday'])}, {name} {d}, {y}", lambda: f"{y}-{m:02d}-{d:02d}T{r.randrange(24):02d}:{r.randrange(60):02d}Z",
        ])()

    def date(self):
        return text((self.date_value(self.rng.randrange(2015, 2027) if self.rng.random() < 0.7 else None), DATE))

    def birth(self):
        return text((self.date_value(self.rng.randrange(1925, 2024)), DATE))

    def year(self):
        """A year by itself may stay, 45 CFR 164.514(b)(2)(i)(C)."""
        return text((str(self.rng.randrange(1960, 2027)), O))

    def measure(self):
        """What looks like a date or a number and is medicine."""
        r = self.rng
        return text((r.choice([
            lambda: f"BP {r.randrange(90, 190)}/{r.randrange(50, 110)}", lambda: f"strength {r.randrange(3, 6)}/5", lambda: f"{r.randrange(5, 41)} weeks",
            lambda: f"HbA1c {r.uniform(5, 12):.1f}%", lambda: f"{r.choice([5, 10, 20, 25, 40, 50, 81, 100, 250, 500])} mg {r.choice(['daily', 'BID', 'TID', 'qhs', 'PO'])}",
            lambda: f"{r.randrange(18, 42)}w{r.randrange(7)}d", lambda: f"at {r.randrange(20, 42)} weeks gestation", lambda: f"G{r.randrange(1, 6)}P{r.randrange(0, 5)}",
            lambda: f"Gleason {r.randrange(3, 6)}+{r.randrange(3, 6)}", lambda: f"EF {r.randrange(15, 70)}%", lambda: f"MELD {r.randrange(6, 40)}",
            lambda: f"creatinine {r.uniform(.5, 6):.1f}", lambda: f"SpO2 {r.randrange(80, 100)}% on RA", lambda: f"HR {r.randrange(50, 140)}", lambda: f"T {r.uniform(96, 104):.1f}",
            lambda: f"A1c of {r.uniform(5, 12):.1f}", lambda: f"WBC {r.uniform(2, 25):.1f}", lambda: f"platelets {r.randrange(20, 400)}k", lambda: f"{r.randrange(1, 12)}/10 pain",
            lambda: f"APGAR {r.randrange(4, 10)}/{r.randrange(6, 11)}", lambda: f"GCS {r.randrange(3, 16)}", lambda: f"q{r.choice([4, 6, 8, 12])}h", lambda: f"{r.randrange(2, 30)} x {r.randrange(2, 30)} mm",
            lambda: f"CHA2DS2-VASc {r.randrange(0, 9)}", lambda: f"BMI {r.uniform(17, 55):.1f}", lambda: f"L{r.randrange(1, 5)}-{r.randrange(2, 6)}", lambda: f"1:{r.choice([40, 80, 160, 320])}",
            lambda: f"{r.randrange(10, 60)} pack-years", lambda: f"vision 20/{r.choice([20, 30, 40, 60, 200])}", lambda: f"{r.randrange(1, 4)}/6 systolic murmur", lambda: f"T{r.randrange(1, 5)}N{r.randrange(3)}M0",
            lambda: f"CPT {self.digits(5)}", lambda: f"ICD-10 {self.rng.choice('EIJKMN')}{self.digits(2)}.{self.digits(1)}", lambda: f"{r.randrange(2, 14)} days ago", lambda: f"in {r.randrange(1960, 2027)}",
        ])(), O))

    def age(self):
        n = self.rng.randrange(1, 90)
        return text((self.rng.choice([f"{n}-year-old", f"{n} year old", f"{n}yo", f"{n} y/o", f"{n}-yr-old", f"{n} y.o.", f"{n}YO", f"age {n}", f"{n}-month-old"]), O))
