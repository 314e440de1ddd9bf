"""Straightforward hand-written evaluation of the form: dict of answers -> (visible, errors).

visible: list of visible question names in order; errors: {question: code}
codes: 1 required, 2 too long, 3 type/range, 4 e-mail, 5 choice, 6 alone, 7 cross-field
"""

import re

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+").fullmatch
PCT = frozenset(["1-9", "10-29", "30-49", "50-69", "70-89", "90-99", "100"])
JANEJ = frozenset(["ja", "nej"])
EGNA = frozenset(["nej", "mindre", "halften", "mer"])
ORSAK = frozenset(["tidsbrist", "personalbrist", "annan"])
DUBBEL = frozenset(["rutiner", "kostnadsstalle", "centraliserat", "samverkat", "ejsokt", "annat", "inga"])
INSATSER = frozenset(["personal", "utbildning", "behandling", "program", "ovrigt"])
MALGR = frozenset(["barn0_5", "barn6_11", "barn12_17", "unga18_21", "foraldrar", "personal", "annat"])
BROTT = frozenset(
    [
        "barnunga",
        "motbarn",
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
        "vetej",
    ]
)
FORV = frozenset(["barnutb", "ledning", "bostad", "kultur", "miljo", "raddning", "social", "vard", "annan"])
AKT = frozenset(["civil", "myndighet", "naringsliv", "polis", "region", "annan"])
PTYP = frozenset(["anstalla", "utoka", "behalla"])
USORT = frozenset(["risk", "foraldra", "fardighet", "rbm", "annan"])
UMAL = frozenset(["falt", "samordn", "lots", "socsek", "behandl", "utbild", "kontakt", "utveckl", "annan"])
BSORT = frozenset(["foraldra", "fardighet", "familj", "tfco", "annat"])
SOMR = frozenset(["avskrackning", "sspf", "sig", "uppfoljning", "bob", "annan"])
RISK = frozenset(["earl", "erasor", "ester", "savry", "ylscmi", "lscmi"])
FORALDRA = frozenset(["cope", "deotroligaaren", "komet", "triplep"])
FARD = frozenset(["cpp", "dina", "snap"])
FAMILJ = frozenset(["bsft", "fft", "mdft", "mst"])
GODK = frozenset(["intygar"])
TJ = ("behandlare", "faltarbetare", "lotsar", "samordnare", "socialsekr", "kontaktperson", "utbildare")
ANDRA = ("annan",)
SKALA = ("resultat", "syfte", "evidens")


def evaluate(a):
    get = a.get
    vis = []
    err = {}
    show = vis.append

    def text(name):
        show(name)
        if not get(name):
            err[name] = 1

    def area(name, limit):
        show(name)
        v = get(name)
        if not v:
            err[name] = 1
        elif len(v) > limit:
            err[name] = 2

    def optarea(name, limit):
        show(name)
        v = get(name)
        if v and len(v) > limit:
            err[name] = 2

    def email(name, required):
        show(name)
        v = get(name)
        if not v:
            if required:
                err[name] = 1
        elif not _EMAIL(v):
            err[name] = 4

    def number(name):
        show(name)
        v = get(name)
        if v is None:
            err[name] = 1
        elif type(v) is not int or v < 0:
            err[name] = 3

    def radio(name, choices):
        show(name)
        v = get(name)
        if not v:
            err[name] = 1
        elif v not in choices:
            err[name] = 5

    def multi(name, choices):
        show(name)
        v = get(name)
        if not v:
            err[name] = 1
        elif not choices.issuperset(v):
            err[name] = 5

    def matrix(name, rows):
        show(name)
        m = get(name) or {}
        code = 0
        for r in rows:
            c = m.get(r)
            if c is None:
                code = 1
                break
            x = c.get("arsarb")
            p = c.get("pers")
            n = c.get("ny")
            s = c.get("lon")
            if x is None or p is None or n is None or s is None:
                code = 1
                break
            if not code:
                y = x * 100
                if (
                    x < 0
                    or abs(y - round(y)) > 1e-6
                    or type(p) is not int
                    or p < 0
                    or type(n) is not int
                    or n < 0
                    or type(s) is not int
                    or s < 0
                ):
                    code = 3
                elif n > p:
                    code = 7
            elif code == 7:
                y = x * 100
                if (
                    x < 0
                    or abs(y - round(y)) > 1e-6
                    or type(p) is not int
                    or p < 0
                    or type(n) is not int
                    or n < 0
                    or type(s) is not int
                    or s < 0
                ):
                    code = 3
        if code:
            err[name] = code

    # intro, kontakt
    show("mottagare")
    show("dnr")
    text("adress")
    text("postnr")
    text("postort")
    text("namn")
    text("befattning")
    email("epost", True)
    text("telefon")
    text("f_adress")
    text("f_postnr")
    text("f_postort")
    email("f_epost", False)
    text("f_ref")
    show("f_elektr")
    show("orgnamn")
    show("orgnr")

    # ekonomi
    show("mottaget")
    number("k_lon")
    number("k_resor")
    number("k_kopta")
    number("k_ovrigt")
    k_resor = get("k_resor") or 0
    k_kopta = get("k_kopta") or 0
    k_ovrigt = get("k_ovrigt") or 0
    anvant = (get("k_lon") or 0) + k_resor + k_kopta + k_ovrigt
    if anvant > (get("mottaget") or 0) and "k_ovrigt" not in err:
        err["k_ovrigt"] = 7
    show("rekvirerat")
    show("omfordelat")
    show("totalt")
    show("anvant")
    show("oanvant")
    totalt = (get("rekvirerat") or 0) + (get("omfordelat") or 0)
    oanvant = totalt - anvant
    if oanvant > 0:
        multi("orsak", ORSAK)
        o = get("orsak") or ()
        if "tidsbrist" in o:
            text("orsak_tid")
        if "personalbrist" in o:
            text("orsak_pers")
        if "annan" in o:
            text("orsak_annan")
    if k_kopta > 0:
        area("b_kopta", 1000)
    if k_resor > 0:
        area("b_resor", 1000)
    procent = oanvant / totalt * 100 if totalt else 0  # noqa: F841  (computed value)
    show("procent")
    if k_ovrigt > 0:
        area("b_ovrigt", 1000)
    optarea("kommentar", 1000)

    # finansiering
    radio("egna_medel", EGNA)
    multi("dubbelfin", DUBBEL)
    d = get("dubbelfin") or ()
    if "inga" in d and len(d) > 1 and "dubbelfin" not in err:
        err["dubbelfin"] = 6
    if "annat" in d:
        text("dubbelfin_annat")
    radio("fristaende", JANEJ)
    if get("fristaende") == "ja":
        radio("fristaende_andel", PCT)
        area("fristaende_uppf", 1000)

    # användning
    multi("insatser", INSATSER)
    radio("gemensamma", JANEJ)
    multi("malgrupper", MALGR)
    if "annat" in (get("malgrupper") or ()):
        text("malgrupper_annat")
    multi("brott", BROTT)
    b = get("brott") or ()
    if "vetej" in b and len(b) > 1 and "brott" not in err:
        err["brott"] = 6
    multi("forvaltn", FORV)
    if "annan" in (get("forvaltn") or ()):
        text("forvaltn_annan")
    multi("aktorer", AKT)
    k = get("aktorer") or ()
    if "civil" in k:
        text("aktorer_civil")
    if "myndighet" in k:
        text("aktorer_mynd")
    if "annan" in k:
        text("aktorer_annan")

    ins = get("insatser") or ()
    if "personal" in ins:
        multi("p_typ", PTYP)
        if "behalla" in (get("p_typ") or ()):
            area("p_behalla", 1000)
        matrix("p_tjanster", TJ)
        radio("p_andra", JANEJ)
        if get("p_andra") == "ja":
            matrix("p_andra_tj", ANDRA)
            area("p_andra_b", 500)
    if "utbildning" in ins:
        radio("u_andel", PCT)
        area("u_kostn", 500)
        multi("u_sorter", USORT)
        s = get("u_sorter") or ()
        if "annan" in s:
            area("u_andra", 250)
        area("u_beskr", 500)
        ok = {"annan"}
        if "risk" in s:
            ok |= RISK
        if "foraldra" in s:
            ok |= FORALDRA
        if "fardighet" in s:
            ok |= FARD
        multi("u_metoder", ok)
        number("u_antal")
        multi("u_malgrupp", UMAL)
    if "behandling" in ins:
        radio("bh_andel", PCT)
        area("bh_kostn", 500)
        multi("bh_sorter", BSORT)
        s = get("bh_sorter") or ()
        if "annat" in s:
            area("bh_andra", 250)
        ok = set()
        if "foraldra" in s:
            ok |= FORALDRA
        if "fardighet" in s:
            ok |= FARD
        if "familj" in s:
            ok |= FAMILJ
        if ok:
            multi("bh_metoder", ok)
    if "program" in ins:
        radio("s_andel", PCT)
        area("s_kostn", 500)
        multi("s_omraden", SOMR)
        if "annan" in (get("s_omraden") or ()):
            area("s_andra", 250)
        area("s_beskr", 1000)
    if "ovrigt" in ins:
        radio("o_andel", PCT)
        area("o_kostn", 500)
        area("o_beskr", 1000)

    # resultat
    area("r_dok", 1000)
    area("r_lardom", 1000)
    area("r_aktiv", 1000)
    show("r_skala")
    m = get("r_skala") or {}
    code = 0
    for r in SKALA:
        v = m.get(r)
        if v is None:
            code = 1
            break
        if v not in (1, 2, 3, 4, 5):
            code = 5
    if code:
        err["r_skala"] = code
    if m.get("resultat") in (1, 2) or m.get("syfte") in (1, 2):
        area("r_lag", 500)

    # avslut
    optarea("synpunkter", 1000)
    multi("godkann", GODK)
    text("bf_namn")
    text("bf_befattning")
    show("bf_telefon")
    email("bf_epost", True)
    return vis, err
