"""Made-up complete responses to `surveys/forebygga-brottslighet-2025.yaml`, and their shape for `handwritten.py`.

The hand-written function says how fast this very form can be evaluated by somebody who writes it out. It names things
in its own way and nests matrices, so `to_handwritten` reshapes a response of ours, outside of what is timed.

The two do not read the form alike everywhere. These responses stay where both agree:

- the hand-written function offers "Annan" among the education methods always, the form when "Annan utbildning eller
  handledning" is ticked;
- it requires an education method even of those who ticked only a kind without methods ("Risk, behov och
  mottaglighet …"), whom the form does not ask;
- it shows one amount, `mottaget`, where the form has `mottaget.totalt` and repeats it as `mottaget_bidrag`, and counts
  unused money from its own `rekvirerat + omfordelat`: the three are consistent here;
- it treats more new employees than persons as an error, the form as a warning;
- it does not look at the formats of postcodes, telephone numbers and organisation numbers.
"""

from collections.abc import Mapping, Sequence
from random import Random

NAMES: Mapping[str, str] = {
    "mottagare": "adressat",
    "dnr": "dnr",
    "adress": "kontakt.adress",
    "postnr": "kontakt.postnummer",
    "postort": "kontakt.postort",
    "namn": "kontakt.namn",
    "befattning": "kontakt.befattning",
    "epost": "kontakt.epost",
    "telefon": "kontakt.telefon",
    "f_adress": "faktura.adress",
    "f_postnr": "faktura.postnummer",
    "f_postort": "faktura.postort",
    "f_epost": "faktura.epost",
    "f_ref": "faktura.referens",
    "f_elektr": "faktura.elektronisk",
    "orgnamn": "organisation.namn",
    "orgnr": "organisation.orgnr",
    "rekvirerat": "mottaget.rekvirerat",
    "omfordelat": "mottaget.omfordelat",
    "mottaget": "mottaget.totalt",
    "totalt": "mottaget.totalt",
    "k_lon": "kostnader.loner",
    "k_resor": "kostnader.resor",
    "k_kopta": "kostnader.kopta",
    "k_ovrigt": "kostnader.ovriga",
    "anvant": "anvant",
    "oanvant": "oanvant",
    "orsak": "orsak",
    "orsak_tid": "orsak.tidsbrist",
    "orsak_pers": "orsak.personalbrist",
    "orsak_annan": "orsak.annan",
    "b_kopta": "kopta_beskrivning",
    "b_resor": "resor_beskrivning",
    "procent": "procent_oanvant",
    "b_ovrigt": "ovriga_beskrivning",
    "kommentar": "ekonomi_kommentar",
    "egna_medel": "egna_medel",
    "dubbelfin": "dubbelfinansiering",
    "dubbelfin_annat": "dubbelfinansiering.annat",
    "fristaende": "fristaende",
    "fristaende_andel": "fristaende_andel",
    "fristaende_uppf": "fristaende_uppfoljning",
    "insatser": "insatser",
    "gemensamma": "gemensamma",
    "malgrupper": "malgrupper",
    "malgrupper_annat": "malgrupper.annat",
    "brott": "brott",
    "forvaltn": "forvaltningar",
    "forvaltn_annan": "forvaltningar.annan",
    "aktorer": "aktorer",
    "aktorer_civil": "aktorer.civilsamhalle",
    "aktorer_mynd": "aktorer.myndighet",
    "aktorer_annan": "aktorer.annan",
    "p_typ": "personal_typ",
    "p_behalla": "personal_behalla",
    "p_tjanster": "tjanster",
    "p_andra": "andra_tjanster",
    "p_andra_tj": "andra_tjanster_antal",
    "p_andra_b": "andra_tjanster_beskrivning",
    "u_andel": "utbildning_andel",
    "u_kostn": "utbildning_kostnader",
    "u_sorter": "utbildning_sorter",
    "u_andra": "utbildning_andra",
    "u_beskr": "utbildning_resultat",
    "u_metoder": "utbildning_metoder",
    "u_antal": "utbildning_antal.anstallda",
    "u_malgrupp": "utbildning_malgrupp",
    "bh_andel": "behandling_andel",
    "bh_kostn": "behandling_kostnader",
    "bh_sorter": "behandling_sorter",
    "bh_andra": "behandling_andra",
    "bh_metoder": "behandling_metoder",
    "s_andel": "program_andel",
    "s_kostn": "program_kostnader",
    "s_omraden": "program_omraden",
    "s_andra": "program_andra",
    "s_beskr": "program_resultat",
    "o_andel": "ovrigt_andel",
    "o_kostn": "ovrigt_kostnader",
    "o_beskr": "ovrigt_resultat",
    "r_dok": "dokumentation",
    "r_lardom": "lardomar",
    "r_aktiv": "aktiviteter",
    "r_skala": "bedomning",
    "r_lag": "lag_bedomning",
    "synpunkter": "synpunkter",
    "godkann": "godkannande",
    "bf_namn": "foretradare.namn",
    "bf_befattning": "foretradare.befattning",
    "bf_telefon": "foretradare.telefon",
    "bf_epost": "foretradare.epost",
}
"""The hand-written function's names, in its order, and the form's paths; of a matrix or scale, the question's."""

POSTS: Mapping[str, str] = {
    "behandlare": "behandlare",
    "faltarbetare": "faltarbetare",
    "lotsar": "lotsar",
    "samordnare": "samordnare",
    "socialsekr": "socialsekreterare",
    "kontaktperson": "kontaktperson",
    "utbildare": "utbildare",
}
ROWS: Mapping[str, Mapping[str, str]] = {"p_tjanster": POSTS, "p_andra_tj": {"annan": "annan"}}
COLUMNS: Mapping[str, str] = {"arsarb": "arsarbetare", "pers": "personer", "ny": "nyanstallda", "lon": "lonekostnad"}
MARKS = ("resultat", "syfte", "evidens")

SHARES = tuple(f"procent_{share}" for share in ("1_9", "10_29", "30_49", "50_69", "70_89", "90_99", "100"))

OPTIONS: Mapping[str, str] = {
    **{share: share.removeprefix("procent_").replace("_", "-") for share in SHARES},
    "inte_sokt": "ejsokt",
    "barn_0_5": "barn0_5",
    "barn_6_11": "barn6_11",
    "barn_12_17": "barn12_17",
    "unga_18_21": "unga18_21",
    "barn_och_unga": "barnunga",
    "mot_barn": "motbarn",
    "kan_ej_bedoma": "vetej",
    "barn_utbildning": "barnutb",
    "kommunledning": "ledning",
    "bostadsbolag": "bostad",
    "kultur_fritid": "kultur",
    "raddningstjanst": "raddning",
    "vard_omsorg": "vard",
    "civilsamhalle": "civil",
    "yls_cmi": "ylscmi",
    "ls_cmi": "lscmi",
    "otroliga_aren": "deotroligaaren",
    "triple_p": "triplep",
    "faltarbetare": "falt",
    "samordnare": "samordn",
    "lotsar": "lots",
    "socialsekreterare": "socsek",
    "behandlare": "behandl",
    "utbildare": "utbild",
    "kontaktperson": "kontakt",
    "utvecklare": "utveckl",
    "bob_rad": "bob",
}
"""The options that are named otherwise: the form's id and the hand-written function's. Every other has one name."""

CHOICES = frozenset(
    (
        "orsak",
        "egna_medel",
        "dubbelfinansiering",
        "fristaende",
        "fristaende_andel",
        "insatser",
        "gemensamma",
        "malgrupper",
        "brott",
        "forvaltningar",
        "aktorer",
        "personal_typ",
        "andra_tjanster",
        "utbildning_andel",
        "utbildning_sorter",
        "utbildning_metoder",
        "utbildning_malgrupp",
        "behandling_andel",
        "behandling_sorter",
        "behandling_metoder",
        "program_andel",
        "program_omraden",
        "ovrigt_andel",
    )
)
"""The questions answered by choosing, whose options may be named otherwise."""

RISK = ("earl", "erasor", "ester", "savry", "yls_cmi", "ls_cmi")
PARENTING = ("cope", "otroliga_aren", "komet", "triple_p")
SKILLS = ("cpp", "dina", "snap")
FAMILY = ("bsft", "fft", "mdft", "mst")
EDUCATION_METHODS: Mapping[str, Sequence[str]] = {
    "risk": RISK,
    "foraldra": PARENTING,
    "fardighet": SKILLS,
    "rbm": (),
    "annan": ("annan",),
}
TREATMENT_METHODS: Mapping[str, Sequence[str]] = {
    "foraldra": PARENTING,
    "fardighet": SKILLS,
    "familj": FAMILY,
    "tfco": (),
    "annat": (),
}

CRIMES = (
    "barn_och_unga",
    "mot_barn",
    "narkotika",
    "ordning",
    "organiserad",
    "paverkan",
    "personran",
    "plats",
    "skadegorelse",
    "tillgrepp",
    "vald",
    "aterfall",
    "annan",
)
DEPARTMENTS = (
    "barn_utbildning",
    "kommunledning",
    "bostadsbolag",
    "kultur_fritid",
    "miljo",
    "raddningstjanst",
    "social",
    "vard_omsorg",
    "annan",
)
TRAINED = (
    "faltarbetare",
    "samordnare",
    "lotsar",
    "socialsekreterare",
    "behandlare",
    "utbildare",
    "kontaktperson",
    "utvecklare",
    "annan",
)

PLACES = ("Lindhamra", "Åsunda", "Österlövsta", "Björkfjärden", "Kråkvattnet", "Ängsholmen", "Norra Sjöänden", "Ekbro")
FIRST_NAMES = ("Åsa", "Örjan", "Märta", "Björn", "Zahra", "Håkan", "Amina", "Sören", "Linnéa", "Jorge")
LAST_NAMES = ("Exempelsson", "Påhittad", "Låtsasgren", "Provberg", "Fingerström", "Testlöf")
TITLES = ("Socialchef", "Verksamhetsutvecklare", "Enhetschef", "Utvecklingsledare", "Säkerhetssamordnare", "Controller")

SENTENCES = (
    "Vi har arbetat nära skolan och polisen under hela året.",
    "Fältarbetarna har varit ute på kvällar och helger i de mest utsatta områdena.",
    "Rekryteringen drog ut på tiden, så en del av insatserna kom igång först i september.",
    "Föräldragrupperna har haft god uppslutning, även bland dem som vi tidigare inte har nått.",
    "Kostnaderna består främst av löner, men också av handledning och visst arbetsmaterial.",
    "Resultaten följs upp varje kvartal och redovisas för nämnden.",
    "En tydlig uppdragsbeskrivning var avgörande för att samarbetet skulle fungera.",
    "Personalen upplever att de har fått bättre stöd i svåra bedömningar.",
    "Det är ännu för tidigt att säga något om effekterna på längre sikt.",
    "Flera ungdomar har kommit tillbaka till skolan eller fått feriearbete.",
    "Vi saknar fortfarande en gemensam rutin för hur oro ska förmedlas mellan förvaltningarna.",
    "Samverkan med civilsamhället har gett oss nya kontakter i bostadsområdena.",
    "Insatsen fortsätter nästa år, delvis med egna medel.",
    "Nämnden har beslutat om en handlingsplan som sträcker sig över tre år.",
    "Arbetet fortsätter under nästa år.",
    "Två tjänster har varit vakanta.",
    "Handledningen gavs av en extern leverantör vid åtta tillfällen.",
    "Bland annat köptes utbildningsdagar, manualer och lokaler för gruppträffar in.",
)
LONGEST_TEXT = 300


def responses(count: int, seed: int = 1) -> list[dict[str, object]]:
    """`count` varied complete responses, prefilled values included: path to JSON value. The same for the same seed."""
    rng = Random(seed)
    return [_response(rng) for _ in range(count)]


def to_handwritten(answers: Mapping[str, object]) -> dict[str, object]:
    """One response of ours as the hand-written function takes it; what it does not know of is left out."""
    reshaped: dict[str, object] = {}
    for name, path in NAMES.items():
        value: object
        if name in ROWS:
            value = _grid(answers, path, ROWS[name])
        elif name == "r_skala":
            value = {mark: answers[f"{path}.{mark}"] for mark in MARKS if f"{path}.{mark}" in answers}
        elif name == "godkann":
            value = ["intygar"] if answers.get(path) is True else None
        elif path in CHOICES:
            value = _options(answers.get(path))
        else:
            value = answers.get(path)
        if value or value == 0:
            reshaped[name] = value
    return reshaped


def _grid(answers: Mapping[str, object], path: str, rows: Mapping[str, str]) -> dict[str, dict[str, object]]:
    grid: dict[str, dict[str, object]] = {}
    for name, row in rows.items():
        cells = {short: f"{path}.{row}.{column}" for short, column in COLUMNS.items()}
        if any(cell in answers for cell in cells.values()):
            grid[name] = {short: answers.get(cell) for short, cell in cells.items()}
    return grid


def _options(value: object) -> object:
    if isinstance(value, str):
        return OPTIONS.get(value, value)
    if isinstance(value, list | tuple):
        return [OPTIONS.get(option, option) for option in value]
    return value


def _response(rng: Random) -> dict[str, object]:
    answers = _introduction(rng) | _economy(rng) | _funding(rng) | _use(rng)
    areas = answers["insatser"]
    assert isinstance(areas, list)
    for area, questions in (
        ("personal", _staff),
        ("utbildning", _education),
        ("behandling", _treatment),
        ("program", _programmes),
        ("ovrigt", _other_measures),
    ):
        if area in areas:
            answers |= questions(rng)
    return answers | _results(rng) | _end(rng)


def _introduction(rng: Random) -> dict[str, object]:
    place = rng.choice(PLACES)
    postcode = f"{rng.randint(100, 999)} {rng.randint(10, 99)}"
    contact = _person(rng)
    answers: dict[str, object] = {
        "adressat": f"{place} kommun",
        "dnr": f"9.3-{rng.randint(10000, 49999)}/2025",
        "kontakt.adress": f"Socialförvaltningen, Box {rng.randint(1, 999)}",
        "kontakt.postnummer": postcode,
        "kontakt.postort": place,
        "kontakt.namn": contact,
        "kontakt.befattning": rng.choice(TITLES),
        "kontakt.epost": _mailbox(contact),
        "kontakt.telefon": _telephone(rng),
        "faktura.adress": f"Fakturaenheten, Box {rng.randint(1, 999)}",
        "faktura.postnummer": postcode,
        "faktura.postort": place,
        "faktura.referens": str(rng.randint(1000, 99999)),
        "organisation.namn": f"{place} kommun",
        "organisation.orgnr": _organisation_number(rng),
    }
    if rng.random() < 0.6:
        answers["faktura.epost"] = "faktura@example.se"
    if rng.random() < 0.4:
        answers["faktura.elektronisk"] = f"GLN {rng.randint(10**12, 10**13 - 1)}"
    return answers


def _economy(rng: Random) -> dict[str, object]:
    requisitioned = rng.randint(3, 90) * 100_000
    reallocated = rng.choice((0, 0, rng.randint(1, 20) * 10_000))
    received = requisitioned + reallocated
    used = received if rng.random() < 0.4 else rng.randint(received // 3, received)
    costs = {"resor": 0, "kopta": 0, "ovriga": 0}
    for item in rng.sample(sorted(costs), rng.randint(0, 3)):
        costs[item] = rng.randint(1, used // 5)
    answers: dict[str, object] = {
        "mottaget.rekvirerat": requisitioned,
        "mottaget.omfordelat": reallocated,
        "mottaget.totalt": received,
        "kostnader.loner": used - sum(costs.values()),
    }
    for item, cost in costs.items():
        answers[f"kostnader.{item}"] = cost
        if cost:
            answers[f"{item}_beskrivning"] = _text(rng)
    if used < received:
        _tick(rng, answers, "orsak", ("tidsbrist", "personalbrist", "annan"), ("tidsbrist", "personalbrist", "annan"))
    if rng.random() < 0.5:
        answers["ekonomi_kommentar"] = _text(rng)
    return answers


def _funding(rng: Random) -> dict[str, object]:
    answers: dict[str, object] = {"egna_medel": rng.choice(("nej", "mindre", "halften", "mer"))}
    if rng.random() < 0.1:
        answers["dubbelfinansiering"] = ["inga"]
    else:
        safeguards = ("rutiner", "kostnadsstalle", "centraliserat", "samverkat", "inte_sokt", "annat")
        _tick(rng, answers, "dubbelfinansiering", safeguards, ("annat",))
    answers["fristaende"] = rng.choice(("ja", "nej", "nej"))
    if answers["fristaende"] == "ja":
        answers |= {"fristaende_andel": rng.choice(SHARES), "fristaende_uppfoljning": _text(rng)}
    return answers


def _use(rng: Random) -> dict[str, object]:
    answers: dict[str, object] = {"gemensamma": rng.choice(("ja", "nej"))}
    _tick(rng, answers, "insatser", ("personal", "utbildning", "behandling", "program", "ovrigt"))
    targets = ("barn_0_5", "barn_6_11", "barn_12_17", "unga_18_21", "foraldrar", "personal", "annat")
    _tick(rng, answers, "malgrupper", targets, ("annat",))
    if rng.random() < 0.05:
        answers["brott"] = ["kan_ej_bedoma"]
    else:
        _tick(rng, answers, "brott", CRIMES)
    _tick(rng, answers, "forvaltningar", DEPARTMENTS, ("annan",))
    partners = ("civilsamhalle", "myndighet", "naringsliv", "polis", "region", "annan")
    _tick(rng, answers, "aktorer", partners, ("civilsamhalle", "myndighet", "annan"))
    return answers


def _staff(rng: Random) -> dict[str, object]:
    answers: dict[str, object] = {}
    if "behalla" in _tick(rng, answers, "personal_typ", ("anstalla", "utoka", "behalla")):
        answers["personal_behalla"] = _text(rng)
    for post in POSTS.values():
        answers |= _post(rng, f"tjanster.{post}")
    answers["andra_tjanster"] = rng.choice(("ja", "nej"))
    if answers["andra_tjanster"] == "ja":
        answers |= _post(rng, "andra_tjanster_antal.annan")
        answers["andra_tjanster_beskrivning"] = _text(rng)
    return answers


def _post(rng: Random, row: str) -> dict[str, object]:
    persons = rng.choice((0, 0, 1, 2, 5))
    return {
        f"{row}.arsarbetare": rng.randint(persons * 5, persons * 100) / 100,
        f"{row}.personer": persons,
        f"{row}.nyanstallda": rng.randint(0, persons),
        f"{row}.lonekostnad": persons * rng.randint(50_000, 650_000),
    }


def _education(rng: Random) -> dict[str, object]:
    answers: dict[str, object] = {"utbildning_andel": rng.choice(SHARES), "utbildning_kostnader": _text(rng)}
    kinds = _tick(rng, answers, "utbildning_sorter", tuple(EDUCATION_METHODS))
    if kinds == ["rbm"]:
        kinds = ["risk", "rbm"]
        answers["utbildning_sorter"] = kinds
    if "annan" in kinds:
        answers["utbildning_andra"] = _text(rng, longest=250)
    answers["utbildning_resultat"] = _text(rng)
    _tick(rng, answers, "utbildning_metoder", [method for kind in kinds for method in EDUCATION_METHODS[kind]])
    answers["utbildning_antal.anstallda"] = 999999 if rng.random() < 0.1 else rng.randint(0, 120)
    _tick(rng, answers, "utbildning_malgrupp", TRAINED)
    return answers


def _treatment(rng: Random) -> dict[str, object]:
    answers: dict[str, object] = {"behandling_andel": rng.choice(SHARES), "behandling_kostnader": _text(rng)}
    kinds = _tick(rng, answers, "behandling_sorter", tuple(TREATMENT_METHODS))
    if "annat" in kinds:
        answers["behandling_andra"] = _text(rng, longest=250)
    methods = [method for kind in kinds for method in TREATMENT_METHODS[kind]]
    if methods:
        _tick(rng, answers, "behandling_metoder", methods)
    return answers


def _programmes(rng: Random) -> dict[str, object]:
    answers: dict[str, object] = {"program_andel": rng.choice(SHARES), "program_kostnader": _text(rng)}
    programmes = ("avskrackning", "sspf", "sig", "uppfoljning", "bob_rad", "annan")
    if "annan" in _tick(rng, answers, "program_omraden", programmes):
        answers["program_andra"] = _text(rng, longest=250)
    return answers | {"program_resultat": _text(rng)}


def _other_measures(rng: Random) -> dict[str, object]:
    return {"ovrigt_andel": rng.choice(SHARES), "ovrigt_kostnader": _text(rng), "ovrigt_resultat": _text(rng)}


def _results(rng: Random) -> dict[str, object]:
    answers: dict[str, object] = {"dokumentation": _text(rng), "lardomar": _text(rng), "aktiviteter": _text(rng)}
    marks = {mark: rng.randint(1, 5) for mark in MARKS}
    answers |= {f"bedomning.{mark}": value for mark, value in marks.items()}
    if marks["resultat"] <= 2 or marks["syfte"] <= 2:
        answers["lag_bedomning"] = _text(rng)
    return answers


def _end(rng: Random) -> dict[str, object]:
    signatory = _person(rng)
    answers: dict[str, object] = {
        "godkannande": True,
        "foretradare.namn": signatory,
        "foretradare.befattning": rng.choice(TITLES),
        "foretradare.epost": _mailbox(signatory),
    }
    if rng.random() < 0.5:
        answers["foretradare.telefon"] = _telephone(rng)
    if rng.random() < 0.3:
        answers["synpunkter"] = _text(rng)
    return answers


def _tick(
    rng: Random, answers: dict[str, object], path: str, options: Sequence[str], specified: Sequence[str] = ()
) -> list[str]:
    """Ticks one or more of the options, in the form's order, and writes the companion texts of those `specified`."""
    ticked = set(rng.sample(options, rng.randint(1, len(options))))
    chosen = [option for option in options if option in ticked]
    answers[path] = chosen
    answers |= {f"{path}.{option}": _text(rng, longest=120) for option in chosen if option in specified}
    return chosen


def _text(rng: Random, longest: int = LONGEST_TEXT) -> str:
    """Whole sentences of 30 to `longest` characters (every sentence has at least 30 and at most 120)."""
    aim = rng.randint(30, longest)
    sentences = rng.sample(SENTENCES, len(SENTENCES))
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) >= aim or len(text) + 1 + len(sentence) > longest:
            break
        text = f"{text} {sentence}"
    return text


def _person(rng: Random) -> str:
    return f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"


def _mailbox(person: str) -> str:
    plain = person.lower().translate(str.maketrans("åäöé ", "aaoe."))
    return f"{plain}@example.se"


def _telephone(rng: Random) -> str:
    """One of the numbers that the Swedish telecom authority (PTS) keeps free for fiction."""
    return f"070-174 06 {rng.randint(5, 99):02d}"


def _organisation_number(rng: Random) -> str:
    """Ten digits of a municipality's kind with their Luhn check digit, beyond those in use."""
    digits = f"2120009{rng.randint(0, 99):02d}"
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(digits))
    check = -sum(value // 10 + value % 10 for value in doubled) % 10
    return f"{digits[:6]}-{digits[6:]}{check}"
