"""Clinical notes: headers with fields, sentences about people, signatures, lists and tables."""

from labels import Text

FIELDS = """[Patient|PATIENT|Patient Name|PATIENT NAME|Name|Pt|Pt Name]:{s}[{comma}|{comma}|{full}|{name}]
[DOB|D.O.B.|Date of Birth|DATE OF BIRTH|Birth Date|dob]:{s}{birth}
[MRN|MR#|Medical Record Number|MED REC NO|Chart #|Account #|Acct|Visit #|CSN|FIN|Hospital No]:{s}{raw}
[Date of Service|DOS|Admitted|ADMISSION DATE|Discharge Date|Date|DATE|Visit Date|Encounter Date|D/T|DD|Dictated|Collected]:{s}{date}
[Attending|ATTENDING PHYSICIAN|Provider|PCP|Referring Physician|Surgeon|Author|Consultant|CC|Dictated by|Ordering Provider]:{s}[{name}|{titled}|{comma}|{full}, MD]
[Facility|FACILITY|Hospital|Location|Clinic|Site|Department of]:{s}{facility}
[Address|ADDRESS|Home Address|Addr]:{s}{address}
[Phone|PHONE|Home Phone|Tel|Cell|Mobile|Fax|FAX|Pager|Contact]:{s}{phone}
[Email|E-mail|EMAIL]:{s}{email}
[SSN|Social Security No]:{s}{raw}
[Insurance ID|Member ID|Policy #|Group #|Subscriber ID|Medicare No|HICN|Auth #]:{s}{raw}
[Emergency Contact|EMERGENCY CONTACT|Next of Kin|NOK|Guarantor]:{s}{full}[ ({kin})|, {kin}|][ {phone}|]
[Employer|EMPLOYER|Occupation/Employer]:{s}{company}
[Sex|Gender]:{s}[F|M|Female|Male]
[Age|AGE]:{s}[45|67|8|71] [years|yo|]
[Room|Bed|Unit]:{s}[ICU|4 West|Telemetry|312B]
[Status|Code Status|Allergies|Service|Specialty|Type|Race]:{s}[Full code|NKDA|Cardiology|Inpatient|Internal Medicine|White|Final|None]
[City|CITY|Town]:{s}{city}
[Referred from|Transferred from]:{s}{facility}
[Device|Serial No|Lot|Implant]:{s}{raw}
[Pharmacy|Preferred Pharmacy]:{s}{facility}, {city}""".split("\n")
SENTENCES = """{name} is [a|an] {age} {sex} with [a history of|] {condition}.
[The patient, |Patient |Pt ||]{name}[,|] [presented|was admitted|came in|returned] [to|at] {facility} on {date} with {condition}.
{titled} reports {condition} since {date}; {measure}.
On {date}, {name} underwent {test} at {facility}.
[She|He] was seen by {titled} ([cardiology|neurology|GI]) on {date}.
Discussed with {poss} {kin}, {full}, at {phone}.
{titled} [denies|endorses] chest pain. {measure}.
[Lives|Resides] [at|in] [{address}|{city}] with [his|her] {kin} {first}.
Works as a {job} [at|for] {company}.
Follow up with {titled} on {date} at {facility}.
[Referred|Transferred] from {facility} in {city}.
[Labs|Results|Films] from {facility} dated {date}: {measure}, {measure}.
Patient's {kin}, {name}, [called|present at bedside|states that symptoms worsened].
Last {test} was [on|in] {date}[ at {facility}|].
{last} was counseled on {drug}.
[I|We] spoke to {name} by [phone|telephone] ({phone}).
{first} [states|says|reports] [she|he] feels better on {drug}.
Prior records ({id}) were requested from {facility}.
{name} tolerated {test} well.
Dr. {last} [agrees|recommended {drug}|will follow].
[Electronically signed|Signed|Dictated|Authenticated|Reviewed] by[:|] {name}[, MD||, {date}| on {date}]
cc: {full}, {titled}
{full}, MD[, {facility}|] {date}
Born in {city}, moved to {city} in {year}.
Her {kin} is from {city}.
[Mr|Mrs|Ms] {last} returns for {condition}.
D: {date}  T: {date}  [/|] {raw}
{date} - {test} - {measure} - {titled}
1. {condition}: continue {drug}, {measure}, recheck {date}.
Interpreter: {full}. Transport: {company}.
Message from {email}: [refill|appointment] request, {drug}.
[Prescription|Rx] sent to [{company}|{facility}], {address}.
{facility} | {date} | {comma} | {raw}
Page 1 of 2 {comma} {raw} {birth}""".split("\n")
PLAIN = """{head}:
{head}: {condition}, {condition}.
{measure}, {measure}, {measure}.
Continue {drug} and {drug}.
{age} {sex} with {condition} presents with {condition}.
[No acute distress|Alert and oriented x3|Lungs clear|Regular rate and rhythm], {measure}.
1. {condition} - {drug}. 2. {condition} - {test}.
{test} showed [no acute process|mild disease|{condition}].
[Patient|She|He] [was|is] [stable|improving|educated] on {drug} {measure}.
[Mother|Father|Brother] with {condition}, [sister|son] with {condition}.
Return [in 2 weeks|in 3 months|sooner if worse|to the emergency department].
Discussed with cardiology and the primary team. Patient agrees.
{test} [per|following] {body} criteria.""".split("\n")


def header(grammar):
    rng = grammar.rng
    sep = rng.choice([" ", " ", "  ", "\t", ""])
    between = rng.choice(["\n", "\n", "\n", "  ", " | ", "\t", ", ", "; "])
    out = Text()
    for template in rng.sample(FIELDS, rng.randrange(2, 7)):
        if out.chars:
            out.add(between)
        out.add(field(grammar, template, sep))
    return out


def field(grammar, template, sep):
    return grammar.fill(template.replace("{s}", sep))


def note(grammar):
    """A few lines that follow each other."""
    rng = grammar.rng
    out = header(grammar) if rng.random() < 0.35 else Text()
    for _ in range(rng.randrange(1, 4)):
        if out.chars:
            out.add(rng.choice(["\n", " ", " ", "\n\n"]))
        out.add(grammar.one(SENTENCES if rng.random() < 0.62 else PLAIN))
    return out
