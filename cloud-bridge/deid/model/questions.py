"""What clinicians and analysts ask, with identifiers and without."""

from labels import Text

OPENING = """What [is|are] the [latest|current|recommended|best|preferred|] {topic} for
What does the evidence say about {topic} in
Can you [summarize|explain|outline|review] {topic} for
Best practices for {topic} in
How should I [manage|treat|monitor|approach] {condition} in
Is {drug} [safe|appropriate|indicated] for
Looking for {topic} re
Need [advice|guidance|input] on {topic} for
Pls advise on {topic} for
Any updates on {topic} for
Compare {drug} and {drug} for
Should we start {drug} in
Evaluate {topic} in
Rec {topic} for
Mgmt of {condition} in
Summarise the [chart|notes|admission|history] of
Guidelines on {test} for
When is {test} due for
Review the {test} results of
Which {topic} apply to""".split("\n")
WHO = """[a|an|] {age} {sex}[, {name},| named {name}|, {name}|: {name}|, {initial},] with {condition}
{name}, [a|an|] {age} {sex} with {condition}
[patient|pt|Pt|our patient|my patient] {name} ({age})
{name} ({id})
a {sex} with {condition} and {condition}[, {name}|, {id}|]
{poss} {condition}
{titled}, {age}, hx of {condition}
patients like {name}
a case like {initial}
[patient|pt] {name}, {id}, DOB {birth}
{name} w/ {condition}, on {drug}
{poss} {kin}, {name}, who has {condition}
{comma} - {age} - {condition}
the patient ({id}) with {condition}
a {job} from {city} with {condition}
{full} and {full}, both with {condition}""".split("\n")
WHERE = """, [seen|treated|admitted|evaluated|operated on|hospitalized|diagnosed] at {facility}[ on {date}| in {date}||, {date}]
 [seen|evaluated|followed|referred] by [Dr. |Dr |dr ||]{last}[ at {facility}||  ({facility})][ on {date}||]
 [who|that] [was discharged|had {test}|started {drug}] on {date}[ at {facility}|]
 after {test} at {facility} [on|in] {date}
, last seen {date}
 from {city}
 [living|residing|currently] [in|near] {city}
, [address|home address:|lives at] {address}
 ([DOB|dob|born|d.o.b.][:|] {birth})
, {id}
 ({id})
, [contact|phone|call|reach at|tel|cell|ph:] {phone}
, [email|e-mail|reach her at|contact:] {email}
 transferred from {facility} to {facility}
, per {role} [Dr. |]{name}
 [under|with] {poss} care
, whose {kin} {name} [called|reports symptoms|can be reached at {phone}]
, {facility} [records|chart] {id}
, given {measure} and {measure}
 on {drug}[ since {date}| {measure}|]
, [who works at|employed by] {company}
 (ref {id}, {facility})
, {date}: {test}""".split("\n")
CLOSING = "?|?|?||.| considering {drug} intolerance?| per {body} guidelines?|, especially after {test}?| and {topic}?| given {measure}?|. Send summary to {email}.|. Call {phone} with results.|? Thanks, {name}|. Please cc {titled}.| -- asked by {name}, {role}|? Follow-up was set for {date}.| Visit on {date}. {id}."
CLOSINGS = CLOSING.split("|")
CLEAN = """What [is|are] the {topic} for [a|an|] {age} {sex} with {condition}?
How does {drug} compare with {drug} in {condition} [at|with] {measure}?
{age} {sex} with {condition}, {measure}, {measure}. {topic}?
What are the {body} {topic} for {condition} as of {year}?
He was diagnosed with {condition} [back in|in] {year}; is {drug} still recommended?
Is {test} indicated when {measure}?
Explain {test} in {condition}.
Does {drug} interact with {drug}[ in patients over 65| in pregnancy| at {measure}|]?
pt w/ {condition} and {condition}, {measure}, on {drug}. next step?
What did the {year} {body} guideline say about {test}?
What is the incidence of {condition} in {country}?
Are [African American|Hispanic|Asian|white|Japanese|German] patients with {condition} at higher risk?
{test} vs {test} for {condition}, which first?
Mechanism of {drug}?
Post-op day [2|3|5] after {test}, {measure}: is {drug} ok?
Outpatient {topic} for {condition} in the [emergency department|primary care clinic|ICU|hospital|community hospital setting]?
What is the difference between {condition} and {condition}?
In the [winter|spring|last decade|past 6 months|1990s], how did {topic} for {condition} change?
Which clinic or hospital department handles {test}?
Can the patient's family be told about {condition}?
Which employees may see the [chart|notes|results] of {condition} patients?""".split("\n")
SHORT = """[Who is|Find|Show|Where is|What about] {name}?
Did {name} get {drug} on {date}?
When did {titled} see {full}?
{id} results?
{name} {birth} {test}
labs for {name} {id}
What happened at {facility} on {date}?
Which medication does {name} take?
Does {name} [have|suffer from] {condition}?
who prescribed {drug} to {name}
Is {name}'s {kin} {full} a match?
Patient {name}, MRN [pending|unknown]. {topic}?
{name}: {measure}, {test} {date}""".split("\n")


def question(grammar):
    rng = grammar.rng
    draw = rng.random()
    if draw < 0.17:
        return grammar.one(CLEAN)
    if draw < 0.27:
        return grammar.one(SHORT)
    out = Text().add(grammar.one(OPENING)).add(" ").add(grammar.one(WHO))
    for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3])):
        out.add(grammar.one(WHERE))
    return out.add(grammar.one(CLOSINGS))
