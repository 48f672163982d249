"""Personal data outside medicine: letters, forms, chats, orders."""

SENTENCES = """[Hi|Hello|Dear] {name}, [thank you for|regarding] your [order|request|message] of {date}.
My name is {name}[ and I live at {address}|, I'm from {city}|].
[Please|Can you] [send|ship|deliver|mail] it to {address}[.|!|]
{full}\\n{address}
{full}\\n{company}\\n{address}
{address}
How do I get to {address}?
[The|Our] [address|office|head office|address of {company}] is [at|] {address}
I [moved|travelled|am moving] to {city} [in|on] {date}
[Meet me|See you] [at|in] {city} on {date}[, {first}|].
What's the [weather|time] in {city}?
I [bought|lost|used] my [credit card|card] {card}[ yesterday| on {date}|]
[Charge|Cancel|Block] my card {card}[.|, please| immediately]
My [IBAN|account|bank account] is {iban}
[Transfer|Send] [500|1,200] [euros|USD|dollars] to {iban} [for|from] {full}
[Wallet|Bitcoin address|Send coins to|Crypto wallet]: {crypto}
[Call|Text|Ring|Reach] me [on|at] {phone}[ or {phone}| or {email}|].
My [number|phone number|cell|mobile] is {phone}
[Write|E-mail] to {email}[ or visit {url}|].
[Visit|Check out|My website is|See] {url}[ for details|.|]
{user} [logged in|connected|failed to log in] from {ip} on {date}
Connection from {ip} [port 443|refused|timed out]
[GPS|Location|Coordinates]: {geo}
{name} works [for|at] {company}[ in {city}|] as a {job}.
{company} [announced|reported|hired {full}|sued {company}] [in|on] {date}.
{company} was founded in {year} by {full} and {full}.
{name}'s {kin} {first} lives in {city}.
I'm originally from {country}[.|, but live in {city}.]
I am a {job} from {country}.
{full} [listed|wrote|sang|directed|said|told|met] {full} [in|about|that]
[Did|Does|Will|Can] {first} [know|remember|call|visit] {name}?
{first} and {first} [went|are going] to {city}.
[CEO|President|Director|Manager] {full} of {company}
[Passport|License|National ID|Tax number] {id}
My [SSN|social] is {id}
Please [update|change] my [billing|home] address [from {address} to {address}|to {address}]
We met at {corner}.
The store is near {corner}
[zip|postal|post] code: {postcode}[, {city}|]
{postcode} is my zip code
{full} ({birth}), {phone}, {email}
{comma};{birth};{phone};{postcode}
name={full}&email={email}&tel={phone}
The {year} film was directed by {full}.
{full} is a [great|terrible|new] [teacher|singer|neighbor]; {first} agrees.
[He|She] [was born|died] on {birth} in {city}.
[Mr.|Mrs.|Ms.] {last} {last}
@{first} [can you|please] [check|call {phone}|review]?
Sincerely,\\n{full}[\\n{job}, {company}|\\n{phone}|]
From: {full} <{email}>\\nTo: {full} <{email}>\\nDate: {date}
i'm {first}, call me [{phone}|later|tonight]
patient {first} {last} from {city}
[ticket|order|booking] {id} [for|of] {full}
Device {id} at {ip}
[Visitors|Guests]: {full}, {full}, {comma}, {titled}
{full} vs. {full}
As {name} [put it|said], [everything|nothing] changed in {city}.
{company} is a company in {city}.
We at {company} [hope|believe] [this|it] works.
I'd like to [schedule|book] [a visit|an appointment] with {titled} at {company} on {date}.""".split("\n")
PLAIN = """What are my options?
[How|Where] can I [change|update|find] my [address|billing|password|card|account]?
[I|We] [lost|need|forgot] [my|our|the] [card|wallet|invoice|receipt].
[The|Our] meeting [is|was] on [Monday|Friday|Tuesday] at [10:30|9 am|noon].
Please [restart|update|install] version 2.4.1 [on|of] the server.
[The bank|The company|The hospital|My doctor] [called|closed|opened] [yesterday|last week|early].
The [German|French|Norwegian|American|Japanese] [team|embassy|language|wine] [won|is nice|was busy].
I'm turning [30|41|65] [this year|in March].
It costs $[12.50|1,299|45] [plus tax|per month|a day].
[Chapter|Figure|Table|Section|Step] [3|12|4.2] [shows|describes|lists] the [results|steps|rules].
The [president|queen|mayor|mother] of the [town|school|party] [spoke|left|smiled].
[Spring|Will|May|Hope|Rose|Mark|Grant] [is|was] [a word|here|nice] [too|again|today].
[War|Music|Winter|Summer] in {country} [ended|began] in {year}.""".split("\n")


def general(grammar):
    if grammar.rng.random() < 0.15:
        return grammar.one(PLAIN)
    return grammar.fill(grammar.rng.choice(SENTENCES).replace("\\n", "\n"))
