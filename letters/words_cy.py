"""The letter's sentences in Welsh. Draft, to be checked by a qualified translator."""

from types import MappingProxyType

from forms.ages import AgeUnit
from forms.answers import Rating, Seen
from forms.pack import Language, Weight
from forms.people import ContactBy, Relationship, SafeToContact
from forms.record import Setting
from letters.words import Words

WELSH = Words(
    language=Language.WELSH,
    translation="Draft, to be checked by a qualified translator.",
    months=(
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ),
    date="{day} {month} {year}",
    and_="ac",
    page="Tudalen {page} o {pages}",
    draft="Drafft. Nid oes dim wedi'i benderfynu eto, ac ni ddylid rhoi dim o hwn i neb arall.",
    title="{Noun} {to} {team}",
    default_team="y tîm perthynas rhwng rhieni a babanod",
    to="At: {who}",
    copy_to="Copi at: {who}",
    for_team_only="Mae'r copi hwn ar gyfer y tîm yn unig.",
    dear="Annwyl {who},",
    dear_nobody="Helo,",
    dear_team="Annwyl gydweithwyr,",
    about="Ynghylch {baby}, {when}",
    expected="disgwylir ar {due}",
    expected_weeks="disgwylir ar {due} ({weeks} wythnos)",
    born="ganwyd ar {born}, bellach yn {age}",
    ages=MappingProxyType(
        {
            AgeUnit.DAY: ("{n} diwrnod oed", "{n} diwrnod oed"),
            AgeUnit.WEEK: ("{n} wythnos oed", "{n} wythnos oed"),
            AgeUnit.MONTH: ("{n} mis oed", "{n} mis oed"),
            AgeUnit.YEAR: ("{n} flwydd oed", "{n} flwydd oed"),
        }
    ),
    age_corrected="{age} ({corrected} o'i gywiro)",
    not_born="heb ei eni eto",
    ended="daeth y beichiogrwydd i ben ar {ended}",
    died="ganwyd ar {born}, bu farw ar {died}",
    opening_family=(
        "Diolch am yr amser a gawsom gyda'n gilydd ar {day}, {setting}. Hoffwn {verb} eich teulu"
        " {to} {team}. Maent yn helpu babanod a'r bobl sy'n gofalu amdanynt i fwynhau ac i ddeall"
        " ei gilydd."
    ),
    opening_team=(
        "Cyfarfûm â {who} ar {day}, {setting}, a hoffwn {verb} y teulu hwn i chi. Y berthynas"
        " rhwng y baban hwn a'r rhai sy'n gofalu am y baban yw'r hyn yr hoffwn i chi feddwl"
        " amdano gyda ni."
    ),
    no_carers="y teulu",
    settings=MappingProxyType(
        {
            Setting.HOME: "gartref",
            Setting.CLINIC: "yn y clinig",
            Setting.VIDEO: "dros fideo",
            Setting.PHONE: "dros y ffôn",
            Setting.ELSEWHERE: "y tu allan i'r cartref a'r clinig",
        }
    ),
    concern_family="Pam rwy'n ysgrifennu",
    concern_team="Y pryder am y berthynas",
    not_recorded="Heb ei gofnodi yn y cyswllt hwn.",
    voice_family="Pe gallai eich baban siarad",
    voice_team="Llais y baban",
    going_well="Beth sy'n mynd yn dda",
    no_strengths=("Ni nodwyd cryfderau yn y cyswllt hwn. Nid yw hynny'n golygu nad oes rhai."),
    seen_family="Beth welsom ni a thrafod",
    seen_team="Beth a welwyd ac a glywyd",
    own_words="Yn eu geiriau eu hunain: “{words}”",
    with_carer="{what}, {who}",
    another_question="Cwestiwn arall",
    ratings=MappingProxyType(
        {
            Rating.GOING_WELL: "yn mynd yn dda",
            Rating.MIXED: "cymysg",
            Rating.WORRY: "yn bryder",
            Rating.NOT_ASKED: "",
        }
    ),
    harder="Beth all fod yn ei gwneud yn anoddach",
    no_factors="Ni nodwyd bod dim ar y rhestr yn bresennol yn y cyswllt hwn.",
    factor_weight=MappingProxyType({Weight.SIGNIFICANT: "arwyddocaol", Weight.MINOR: "llai"}),
    factor_whom="ar gyfer {who}",
    factor_since="ers: {since}",
    factor_note="Nodyn: {note}",
    checklist_heading="Fy marn i, a'r rhestr",
    checklist_family=(
        "Helpodd rhestr fi i feddwl am yr hyn all fod yn anodd i deuluoedd. Ni ofynnwyd am bopeth"
        " sydd arni, ac nid yw peidio â gofyn yn golygu na. Nid y rhestr sy'n penderfynu: fi sy'n"
        " gwneud, gyda chi."
    ),
    rule="Mae'r rhestr yn awgrymu {noun} pan fo {significant} neu {minor} yn bresennol.",
    counted="Yn bresennol yn y cyswllt hwn: {significant}, {minor}. {suggestion}",
    significant_many="{n} ffactor arwyddocaol",
    significant_one="1 ffactor arwyddocaol",
    minor_many="{n} ffactor llai",
    minor_one="1 ffactor llai",
    none="dim",
    suggests="Yn ôl ei rheol mae'r rhestr yn awgrymu {noun}.",
    does_not_suggest="Yn ôl ei rheol nid yw'r rhestr yn awgrymu {noun}.",
    cannot_tell=(
        "Yn ôl ei rheol ni all y rhestr ddweud eto: gallai'r hyn na ofynnwyd newid yr ateb."
    ),
    not_asked="Ni ofynnwyd am {n} o ffactorau'r cyfnod hwn. Nid “na” yw peidio â gofyn.",
    not_asked_list="Ni ofynnwyd am y rhain: {what}.",
    all_asked="Gofynnwyd am bob ffactor ar gyfer y cyfnod hwn.",
    declined="Dewisodd y teulu beidio â dweud: {what}.",
    pack="Rhestr {factors}, cwestiynau {prompts}.",
    pack_not_approved="Rhestr {factors}, cwestiynau {prompts}: {note}.",
    judgement="Fy marn i:",
    judged_recommend="Rwy'n {verb} y teulu hwn {to} y tîm.",
    judged_not_now="Nid wyf yn {verb} y teulu hwn {to} y tîm ar hyn o bryd.",
    judged_nothing="Ni chofnodwyd barn.",
    judged_against="Mae hyn yn mynd ffordd wahanol i'r hyn y mae'r rhestr yn ei awgrymu.",
    reason="Fy rheswm: {reason}",
    no_reason="Ni chofnodwyd rheswm.",
    agreement="Beth y cytunwyd arno",
    to_recommend="gael eu {done} {to} y tîm",
    to_share="rannu'r llythyr hwn gyda'r tîm",
    to_contact="i'r tîm gysylltu",
    agreed="Cytunodd i: {what}.",
    did_not_agree="Ni chytunodd i: {what}.",
    was_not_asked="Ni ofynnwyd am: {what}.",
    without_agreement="Rhennir hyn heb ddibynnu ar gytundeb, er mwyn cadw rhywun yn ddiogel.",
    ground="Sail ddiogelu dros rannu: {reason}. Awdurdodwyd gan: {by}.",
    not_said="heb ei gofnodi",
    no_agreement="Ni chofnodwyd cytundeb.",
    safety="Diogelwch",
    safety_done="Gwnaed ar y diwrnod: {done}",
    safety_nothing=(
        "Mae angen gweithredu ar rywbeth a gofnodwyd, ac nid yw'r hyn a wnaed wedi'i ysgrifennu"
        " yma."
    ),
    hoped="Beth rwy'n gobeithio y gall y tîm ei wneud",
    copies="Copïau: {who}",
    together="O hyn ymlaen, gyda'n gilydd",
    tried="Rhoddwyd cynnig ar",
    alongside="Gyda'r teulu",
    needs="Beth fyddai'n helpu",
    reach_family="Cadw mewn cysylltiad",
    reach_team="Y teulu, a sut i gysylltu â nhw",
    nhs_number="{about}, rhif GIG {number}",
    address="Cyfeiriad",
    gp_practice="Meddygfa",
    contact_by=MappingProxyType(
        {
            ContactBy.NOT_ASKED: "ni ofynnwyd sut i gysylltu",
            ContactBy.PHONE: "hoffai alwad ffôn",
            ContactBy.TEXT: "hoffai neges destun",
            ContactBy.EMAIL: "hoffai e-bost",
            ContactBy.POST: "hoffai lythyr",
            ContactBy.IN_PERSON: "hoffai gyfarfod wyneb yn wyneb",
        }
    ),
    safe=MappingProxyType(
        {
            SafeToContact.NOT_ASKED: "ni ofynnwyd a yw'n ddiogel cysylltu",
            SafeToContact.SAFE: "yn ddiogel cysylltu",
            SafeToContact.NOT_SAFE: "NID YW'N DDIOGEL cysylltu: siaradwch â mi yn gyntaf",
        }
    ),
    speaks="yn siarad {language}",
    interpreter="angen cyfieithydd ar y pryd",
    access="mynediad: {needs}",
    relationships=MappingProxyType(
        {
            Relationship.MOTHER: "mam",
            Relationship.FATHER: "tad",
            Relationship.OTHER_PARENT: "rhiant arall",
            Relationship.STEP_PARENT: "llysriant",
            Relationship.GRANDPARENT: "taid neu nain",
            Relationship.FOSTER_CARER: "gofalwr maeth",
            Relationship.KINSHIP_CARER: "gofalwr sy'n berthynas",
            Relationship.OTHER: "gofalwr arall",
        }
    ),
    presence=MappingProxyType(
        {
            Seen.NOT_HERE: "nid oedd yn y cyswllt hwn",
            Seen.HERE: "roedd yn y cyswllt hwn",
            Seen.ALONE: "gwelwyd ar ei ben neu ar ei phen ei hun",
        }
    ),
    limits=(
        "Helpu i sylwi yn unig y mae'r rhestr: ni fydd yn dod o hyd i bob plentyn a fyddai'n elwa,"
        " nid yw'n rhoi diagnosis i neb, ac nid yw'n cymryd lle cyfarfod y tîm ei hun â'r teulu."
    ),
    closing="Gyda dymuniadau gorau,",
    left_alone_answers="Atebion i gwestiynau a ofynnir ar wahân yn unig.",
    left_private=(
        "Yr hyn a ddywedodd gofalwr yn gyfrinachol, a phryderon a all fod angen cymorth brys."
    ),
    left_factors=(
        "Ffactorau a ofynnir ar wahân yn unig neu a fyddai'n awgrymu un, neu sy'n ymwneud â"
        " diogelwch rhywun."
    ),
    left_notes=(
        "Nodiadau wrth ffactorau ac am bwy y maent, oherwydd gall mwy nag un gofalwr eu darllen."
    ),
    left_ground="Y sail ddiogelu a phwy a'i hawdurdododd.",
    left_judgement="Y rheswm dros eich barn a'r hyn a awgrymodd y rhestr.",
    left_declined="Yr hyn y dewisodd rhywun beidio â'i ddweud.",
    left_counts="Pob cyfrif, a'r rhestr o'r hyn na ofynnwyd.",
    left_details=(
        "Cyfeiriadau, rhifau, yr hyn a nodwyd am anghenion a chysylltu, ac a yw'n ddiogel cysylltu"
        " â rhywun."
    ),
    left_addressee=(
        "Nid yw'r llythyr wedi'i gyfeirio at {who}, sydd wedi'i nodi fel un nad yw'n ddiogel"
        " cysylltu. Meddyliwch yn gyntaf a ddylai unrhyw gopi fynd i'r cartref hwn."
    ),
    left_nobody="Ni ellir ysgrifennu at neb yn ddiogel: peidiwch ag anfon copi at y teulu.",
)
