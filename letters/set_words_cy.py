"""The fixed sentences of the set in Welsh. Draft, to be checked by a qualified translator."""

from types import MappingProxyType

from forms.gaps import Missing
from forms.headings import LetterHeading
from forms.letter_kinds import Holder, LetterKind, Slot
from letters.set_words import SetWords

WELSH_SET = SetWords(
    translation="Draft, to be checked by a qualified translator.",
    other_language="This letter is also available in English.",
    titles=MappingProxyType(
        {
            LetterKind.RECOMMENDATION: "{Noun} {to} {team}",
            LetterKind.CONSULTATION: "Cais i feddwl gyda'n gilydd",
            LetterKind.FOLLOW_UP: "Ar ôl ein cyfarfod ar {day}",
            LetterKind.MORE_INFORMATION: "Ychydig o bethau y mae angen i ni eu gwybod o hyd",
            LetterKind.ACCEPTED: "Eich {noun}: hoffem gyfarfod â'r teulu hwn",
            LetterKind.WAITING: "Eich {noun}: ar ein rhestr aros",
            LetterKind.DECLINED: "Eich {noun}: nid gyda'n tîm ni y tro hwn",
            LetterKind.HAND_OVER: "Taflen drosglwyddo",
            LetterKind.SELF_REFERRAL: "Teulu a ddaeth atom eu hunain",
            LetterKind.ALLOCATION: "Crynodeb ar gyfer y cyfarfod dyrannu",
            LetterKind.REASONS: "Rhesymau dros y penderfyniad hwn",
        }
    ),
    family_titles=MappingProxyType(
        {
            LetterKind.ACCEPTED: "Hoffem gyfarfod â chi",
            LetterKind.WAITING: "Rydych ar ein rhestr aros",
            LetterKind.DECLINED: "Help arall i chi a'ch baban",
        }
    ),
    openings=MappingProxyType(
        {
            LetterKind.RECOMMENDATION: "",
            LetterKind.CONSULTATION: (
                "Hoffwn feddwl gyda chi am faban a'r rhai sy'n gofalu am y baban. Nid oes dim yn y"
                " cais hwn yn dweud pwy ydynt."
            ),
            LetterKind.FOLLOW_UP: (
                "Copi yw hwn o'r hyn a ysgrifennwyd at y teulu ar ôl ein cyfarfod ar {day}."
            ),
            LetterKind.MORE_INFORMATION: (
                "Diolch am {noun} y teulu hwn. Cyn y gallwn benderfynu'n dda, mae angen i ni wybod"
                " ychydig mwy. Dywedwch yr hyn a allwch; mae “heb ofyn” yn ateb hefyd."
            ),
            LetterKind.ACCEPTED: (
                "Diolch am {noun} y teulu hwn. Rydym wedi meddwl amdano gyda'n gilydd, a hoffem"
                " gyfarfod â nhw."
            ),
            LetterKind.WAITING: (
                "Diolch am {noun} y teulu hwn. Hoffem gyfarfod â nhw, ond ni allwn ddechrau eto."
                " Maent ar ein rhestr aros."
            ),
            LetterKind.DECLINED: (
                "Diolch am {noun} y teulu hwn. Rydym wedi meddwl amdano'n ofalus. Nid ni yw'r tîm"
                " iawn iddynt ar hyn o bryd."
            ),
            LetterKind.HAND_OVER: (
                "Mae'r daflen hon yn mynd gyda'r teulu i'r gwasanaeth nesaf, fel nad oes raid"
                " iddynt ddweud popeth eto."
            ),
            LetterKind.SELF_REFERRAL: (
                "Gofynnodd y teulu hwn i ni am help eu hunain. Gyda'u cytundeb rydym yn rhoi gwybod"
                " i chi."
            ),
            LetterKind.ALLOCATION: "Ar gyfer y cyfarfod yn unig. Mae'r gweddill yn y cofnod.",
            LetterKind.REASONS: (
                "Mae'r dudalen hon yn dweud sut y daethpwyd i'r penderfyniad. Gellir ei darllen heb"
                " y llythyr."
            ),
        }
    ),
    family_openings=MappingProxyType(
        {
            LetterKind.FOLLOW_UP: (
                "Diolch am gyfarfod â mi ar {day}, {setting}. Rwy'n ysgrifennu'r hyn y buom yn ei"
                " drafod, er mwyn i chi allu edrych arno eto. Os oes rhywbeth yn anghywir,"
                " dywedwch."
            ),
            LetterKind.ACCEPTED: (
                "Soniodd eich ymwelydd iechyd neu eich bydwraig wrthym amdanoch chi a'ch baban, fel"
                " y cytunoch. Hoffem gyfarfod â chi."
            ),
            LetterKind.WAITING: (
                "Soniodd eich ymwelydd iechyd neu eich bydwraig wrthym amdanoch chi a'ch baban, fel"
                " y cytunoch. Hoffem gyfarfod â chi. Ni allwn ddechrau ar unwaith, ac rydych ar ein"
                " rhestr."
            ),
            LetterKind.DECLINED: (
                "Soniodd eich ymwelydd iechyd neu eich bydwraig wrthym amdanoch chi a'ch baban, fel"
                " y cytunoch. Rydym wedi meddwl amdano'n ofalus. Credwn fod help arall yn gweddu'n"
                " well i chi nawr."
            ),
        }
    ),
    slots=MappingProxyType(
        {
            Slot.HOPED: "Beth rwy'n gobeithio y gall y tîm ei wneud",
            Slot.QUESTION: "Beth yr hoffwn feddwl amdano",
            Slot.SAID: "Yr hyn y buom yn ei drafod",
            Slot.NEXT: "Beth sy'n digwydd nesaf",
            Slot.NEEDED: "Beth arall yr hoffem ei wybod",
            Slot.REASON: "Pam",
            Slot.REASON_FAMILY: "Pam",
            Slot.ALTERNATIVE: "Beth allai helpu yn lle hynny",
            Slot.MEANWHILE: "Nes y gallwn ddechrau",
            Slot.OUTCOME: "Sut mae pethau",
        }
    ),
    holders=MappingProxyType(
        {
            Holder.FAMILY: "y teulu",
            Holder.CARER: "rhiant neu ofalwr nad oedd yno",
            Holder.TEAM: "y tîm perthynas rhwng rhieni a babanod",
            Holder.REFERRER: "yr un a ysgrifennodd at y tîm",
            Holder.HEALTH_VISITOR: "yr ymwelydd iechyd",
            Holder.GP: "y meddyg teulu",
            Holder.NEXT_SERVICE: "y gwasanaeth nesaf",
        }
    ),
    headings=MappingProxyType(
        {
            LetterHeading.WHO: "Am bwy y mae",
            LetterHeading.GP: "Meddygfa",
            LetterHeading.REFERRAL: "Y cyfarfod",
            LetterHeading.EXPECTED: "Yr hyn y gobeithir amdano",
            LetterHeading.REASON: "Pam nawr",
            LetterHeading.WISHES: "Llais y baban a dymuniadau'r teulu",
            LetterHeading.HISTORY: "Yr hyn y rhoddwyd cynnig arno",
            LetterHeading.OBSERVED: "Yr hyn a welwyd",
            LetterHeading.FACTORS: "Y rhestr a'r farn",
            LetterHeading.SAFETY: "Diogelwch",
            LetterHeading.CONSENT: "Cytundeb",
            LetterHeading.REQUIREMENTS: "Cadw mewn cysylltiad",
            LetterHeading.COPIES: "Copïau",
        }
    ),
    missing=MappingProxyType(
        {
            Missing.CONCERN: "beth sy'n eich pryderu am y berthynas",
            Missing.VOICE: "llais y baban",
            Missing.STRENGTHS: "beth sy'n mynd yn dda",
            Missing.PRESENCE: "pwy oedd yn y cyfarfod",
            Missing.JUDGEMENT: "eich barn",
            Missing.REASON: "eich rheswm dros fynd ffordd wahanol i'r rhestr",
            Missing.AGREEMENT: "a gytunodd y teulu",
            Missing.ALONGSIDE: "pwy yr hoffai'r teulu ei gael gyda nhw",
            Missing.TRIED: "beth y rhoddwyd cynnig arno, a beth helpodd",
            Missing.FACTORS: "y ffactorau na ofynnwyd amdanynt",
            Missing.SAFETY: "beth a wnaed ynghylch diogelwch",
            Missing.NAME: "enw'r baban",
            Missing.NHS_NUMBER: "y rhif GIG",
            Missing.ADDRESS: "y cyfeiriad",
            Missing.GP: "y feddygfa",
            Missing.REACHING: "sut y gellir cysylltu â'r teulu",
            Missing.SAFE: "a yw'n ddiogel cysylltu â phob gofalwr",
            Missing.HOPED: "beth rydych yn gobeithio y gall y tîm ei wneud",
            Missing.DECLINING: "y rheswm, a beth arall allai helpu",
            Missing.IDENTIFYING: "geiriau sy'n dweud am bwy y mae",
            Missing.NOBODY: "rhywun i ysgrifennu ato",
            Missing.ADDRESSEE: "at bwy y mae wedi'i ysgrifennu",
        }
    ),
    dear_colleague="Annwyl gydweithiwr,",
    a_baby="Am faban: {when}",
    who_cares="Gofelir amdano gan: {who}.",
    nothing_named=(
        "Mae enwau, dyddiau, rhifau a lleoedd wedi'u gadael allan. Mae geiriau mewn bachau petryal"
        " yn eu lle."
    ),
    consultation_limits=(
        "Mae eich cyngor yn dibynnu ar yr hyn a ddywedais yma. Rwyf i a'm cyflogwr yn parhau'n"
        " gyfrifol am ofal y teulu hwn. Nid yw pryder am ddiogelwch rhywun yn aros am y sgwrs hon."
    ),
    masked=MappingProxyType(
        {
            "baby": "[y baban]",
            "family": "[y teulu]",
            "carer": "[gofalwr]",
            "mother": "[y fam]",
            "father": "[y tad]",
            "number": "[rhif]",
            "day": "[dydd]",
            "place": "[lle]",
        }
    ),
    decided_recommend=(
        "Buom yn siarad am ofyn i {team} gyfarfod â chi, ac rwyf wedi ysgrifennu atynt."
    ),
    decided_not_now=(
        "Buom yn meddwl am help arall gyda'n gilydd. Ni anfonir dim at dîm arall nawr."
    ),
    copies_to="Mae copïau o'r llythyr hwn yn mynd at: {who}.",
    copy_of_absent="Copi yw hwn ar gyfer {who}, nad oedd yn y cyfarfod.",
    missing_heading="Yr hyn na allem ddod o hyd iddo",
    nothing_missing="Nid oes dim ar goll o'r hyn a anfonoch atom.",
    needed_until=(
        "Parhewch â'r hyn rydych yn ei wneud dros y teulu nes i chi glywed gennym. Dywedwch"
        " wrthynt ein bod wedi gofyn."
    ),
    keep_up_heading="Parhewch â'ch cefnogaeth os gwelwch yn dda",
    keep_up=(
        "Daliwch i weld y teulu fel yr ydych yn awr: eich perthynas â nhw sy'n eu cario atom ni.",
        "Dywedwch wrthym os bydd rhywbeth yn newid, er gwell neu er gwaeth, ac os nad ydynt yn"
        " dymuno dod mwyach.",
        "Rydym yn falch o feddwl gyda chi tra byddant yn aros: gofynnwch am ymgynghoriad unrhyw"
        " bryd.",
        "Nid yw pryder am ddiogelwch rhywun yn aros amdanom ni: dilynwch eich gweithdrefn"
        " ddiogelu.",
    ),
    waiting_family=(
        "Mae eich ymwelydd iechyd neu eich bydwraig yn dal i'ch gweld ac yn gwybod eich bod yn"
        " aros.",
        "Gallwch ddweud wrthyn nhw neu wrthym ni unrhyw bryd bod pethau wedi newid, neu y byddai'n"
        " well gennych beidio â dod.",
        "Os ydych yn poeni am ddiogelwch unrhyw un, peidiwch ag aros amdanom ni: ffoniwch 999, neu"
        " 111 am gyngor brys.",
    ),
    accepted_referrer=(
        "Byddwn yn cysylltu â'r teulu yn y ffordd y gofynasant amdani.",
        "Os hoffai'r rhieni hynny, mae croeso i chi yn y cyfarfod cyntaf.",
        "Parhewch â'ch cefnogaeth nes iddynt gyfarfod â ni, a dywedwch wrthym os bydd rhywbeth yn"
        " newid.",
    ),
    accepted_family=(
        "Byddwn yn cysylltu yn y ffordd y gofynasoch amdani, ac yn cytuno ar amser a lle gyda chi.",
        "Gallwch ddod â rhywun rydych yn ymddiried ynddynt.",
        "Eich dewis chi yw hyn: gallwch newid eich meddwl unrhyw bryd.",
    ),
    declined_ask_again=(
        "Os bydd pethau'n newid, neu os ydym wedi camddeall, ysgrifennwch eto neu ffoniwch ni."
        " Rydym yn falch o feddwl gyda chi am yr hyn a ddaw nesaf."
    ),
    declined_family_ask_again=(
        "Os bydd pethau'n newid, neu os ydych yn ei gweld yn wahanol, dywedwch wrthym ni neu wrth"
        " eich ymwelydd iechyd neu eich bydwraig. Gallwch ofyn eto."
    ),
    nothing_written="Nid oes dim wedi'i ysgrifennu.",
    urgent_never_waits=(
        "Nid yw'r llythyr hwn yn cymryd lle diogelu. Mae pryder am ddiogelwch rhywun yn dilyn y"
        " weithdrefn ddiogelu, heddiw."
    ),
    baby="Baban",
    cared_for_by="Gofelir gan",
    met_on="Cyfarfod",
    referred_by="Ysgrifennwyd gan",
    stage="Cyfnod",
    stages=("cyn geni", "ar ôl geni"),
    nothing_told="Mae'r hyn a ddywedasant wrthym yn aros gyda ni. Gallwch ofyn, a gofynnwn iddynt.",
    professionals_only="Ar gyfer y gwasanaeth a enwir uchod yn unig. Nid ar gyfer cartref y teulu.",
    shared_with_agreement="Rhennir gyda chytundeb y teulu.",
    allocation_of="{initials}, {when}",
    allocation_safety="Brys: gweler y cofnod",
    checklist_says="Rhestr",
    more_in_record="(mwy yn y cofnod)",
    none_noted="dim wedi'i nodi",
    reasons_reading=(
        "Sut i'w ddarllen: mae'r rhestr yn helpu i sylwi ac nid yw byth yn penderfynu. Nid yw “heb"
        " ofyn” byth yn golygu “na”. Yr ymarferydd sy'n penderfynu, y naill ffordd neu'r"
        " llall gyda rheswm."
    ),
    reasons_people="Penderfynwyd gan {who} ar {day}.",
)
