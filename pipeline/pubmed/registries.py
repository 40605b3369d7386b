"""Registration numbers of trials and reviews, wherever a record gives them, in one spelling each.

The registries are those of WHO's International Clinical Trials Registry Platform
(https://www.who.int/clinical-trials-registry-platform), and PROSPERO and INPLASY for reviews.
Accession numbers of sequences, structures and data sets are not registrations.
"""

import re
from collections.abc import Iterator

import re2

_DASH = "[\\-\u2010-\u2015\u2212]"
_GAP = r"(?:\W{0,3}\b(?:id|identifier|no|number|registration))?\W{0,3}"


def _word(pattern: str) -> re.Pattern[str]:
    """A word in any case; that no letter stands before it is asked where it has begun: faster."""
    start = pattern[:2]
    return re.compile(rf"{start}(?<![^\W_]{start}){pattern[2:]}(?![^\W_])", re.IGNORECASE)


# The letters that give a registry away, its numbers after them, and how they are written here.
_REGISTRIES = tuple(
    (letters.upper(), _word(pattern), written)
    for letters, pattern, written in (
        ("NCT", rf"NCT{_GAP}(\d{{8}})", "NCT{}"),
        ("ISRCTN", rf"ISRCTN{_GAP}(\d{{8}})", "ISRCTN{}"),
        ("ChiCTR", rf"ChiCTR{_GAP}(\d{{8,10}})", "ChiCTR{}"),
        ("ChiCTR", rf"ChiCTR{_GAP}([A-Z]{{2,6}}){_GAP}(\d{{8,10}})", "ChiCTR-{}-{}"),
        ("ITMCTR", rf"ITMCTR{_GAP}(\d{{8,10}})", "ITMCTR{}"),
        ("AMCTR", rf"AMCTR{_GAP}([A-Z]{{2,6}}){_GAP}(\d{{8,10}})", "AMCTR-{}-{}"),
        ("HKUCTR", rf"HKUCTR{_GAP}(\d{{1,5}})", "HKUCTR-{}"),
        ("KCT", rf"KCT{_GAP}(\d{{7}})", "KCT{}"),
        ("UMIN", rf"UMIN(?:{_DASH}?CTR)?{_GAP}(\d{{9}})", "UMIN{}"),
        ("jRCT", rf"jRCT{_GAP}(\d{{9,10}})", "jRCT{}"),
        ("jRCT", rf"jRCT{_GAP}s(\d{{9}})", "jRCTs{}"),
        ("JapicCTI", rf"JapicCTI{_GAP}(\d{{6}})", "JapicCTI-{}"),
        ("JMA", rf"JMA{_GAP}IIA(\d{{5}})", "JMA-IIA{}"),
        ("ACTR", rf"ACTRN?{_GAP}(\d{{14}})", "ACTRN{}"),
        ("CTRI", rf"CTRI{_GAP}(\d{{4}})\W{{1,3}}(\d{{2,3}})\W{{1,3}}(\d{{5,6}})", "CTRI/{}/{}/{}"),
        ("IRCT", rf"IRCT{_GAP}(\d{{8,17}}N\d{{1,3}})", "IRCT{}"),
        ("DRKS", rf"DRKS{_GAP}(\d{{8}})", "DRKS{}"),
        ("NTR", rf"NTR{_GAP}(\d{{3,5}})", "NTR{}"),
        ("OMON", rf"NL{_GAP}OMON{_GAP}(\d{{4,6}})", "NL-OMON{}"),
        ("RBR", rf"RBR{_DASH}([0-9a-z]{{6,8}})", "RBR-{}"),
        ("RPCEC", rf"RPCEC{_GAP}(\d{{8}})", "RPCEC{}"),
        ("PACTR", rf"PACTR{_GAP}(\d{{15,16}})", "PACTR{}"),
        ("TCTR", rf"TCTR{_GAP}(\d{{11}})", "TCTR{}"),
        ("LBCTR", rf"LBCTR{_GAP}(\d{{10}})", "LBCTR{}"),
        ("SLCTR", rf"SLCTR{_GAP}(\d{{4}})\W(\d{{3}})", "SLCTR/{}/{}"),
        ("U1111", rf"U1111{_DASH}(\d{{4}}){_DASH}(\d{{4}})", "U1111-{}-{}"),
        ("CRD", rf"CRD{_GAP}(42\d{{9}})", "CRD{}"),
        ("INPLASY", rf"INPLASY{_GAP}(\d{{9}})", "INPLASY{}"),
    )
)
# Looking for these first, as they are printed, spares most texts the patterns.
_HINT = re2.Set.SearchSet(re2.Options())  # of one pattern: without what `re2.search` adds
_HINT.Add(
    "CTR|NCT|CTN|RCT|KCT|CTI|UMIN|JMA|DRKS|NTR|OMON|RBR|RPCEC|U1111|CRD|INPLASY|nct0|isrctn|chictr"
    rf"|20\p{{Nd}}{{2}}{_DASH}\p{{Nd}}{{6}}{_DASH}"
)
_HINT.Compile()
_EUDRACT = re.compile(rf"20(?<![^\W_]20)(\d\d){_DASH}(\d{{6}}){_DASH}(\d\d)(?!\d)")

# Registries of trials among the names that `DataBankName` takes
# (https://www.nlm.nih.gov/bsd/medline_databank_source.html).
_TRIAL_DATA_BANKS = frozenset(
    {"ANZCTR", "ChiCTR", "CRiS", "ClinicalTrials.gov", "CTRI", "DRKS", "EudraCT", "IRCT", "ISRCTN"}
    | {"JapicCTI", "JMACCT", "JPRN", "NTR", "PACTR", "ReBec", "REPEC", "RPCEC", "SLCTR", "TCTR"}
    | {"UMIN CTR", "UMIN-CTR"}
)


def numbers_in_text(text: str) -> tuple[str, ...]:
    """The registration numbers in a text, each once, in its order."""
    if not _HINT.Match(text):
        return ()
    capitals = text.upper()
    found = [
        (match.start(), written.format(*_as_printed(written, match.groups())))
        for letters, pattern, written in _REGISTRIES
        if letters in capitals
        for match in pattern.finditer(text)
    ]
    found += [
        (match.start(), "EUCTR20{}-{}-{}".format(*match.groups()))
        for match in _EUDRACT.finditer(text)
    ]
    return tuple(dict.fromkeys(number for _, number in sorted(found)))


def numbers_in_data_bank(name: str, accession: str) -> tuple[str, ...]:
    """The registration numbers of one `AccessionNumber`; none where it is no trial's."""
    found = numbers_in_text(accession) or numbers_in_text(f"{name} {accession}")
    return found or ((accession,) if name in _TRIAL_DATA_BANKS else ())


def _as_printed(written: str, groups: tuple[str, ...]) -> Iterator[str]:
    """Brazil's registry prints its letters small, all others capital."""
    return map(str.lower if written.startswith("RBR") else str.upper, groups)
