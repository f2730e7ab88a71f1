"""Which owners are one student and which are two, though their names look alike."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from grading.handed_in.names import Owner
from grading.handed_in.reading import Seen


def students(everything: Iterable[Seen]) -> dict[Owner, str]:
    """The one name of every owner: its own, with the portal's id where several people have the same name.

    Two ids of one name are two people where they come from one download, or handed in the same lesson; else they
    are one: Moodle gives everybody a new id for each assignment.
    """
    ids: defaultdict[str, defaultdict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    owners = {}
    for one in everything:
        owners[one.owner] = one.owner.name
        if one.owner.known_as:
            told = ids[one.owner.name][one.owner.portal, one.owner.known_as]
            told |= {f"in {one.owner.place}", f"lesson {one.lesson}"} if one.lesson else {f"in {one.owner.place}"}
    apart = {name for name, told in ids.items() if any(map(_two_people, combinations(told.items(), 2)))}
    return {owner: f"{name} ({owner.known_as.removeprefix('Participant_')})" if name in apart and owner.known_as
            else name for owner, name in owners.items()}


def look_alikes(names: Mapping[Owner, str]) -> Iterator[tuple[str, str]]:
    """A sentence, with the student it is about, on every name that could be taken for another; it names nobody else."""
    spellings, alike = defaultdict(set), defaultdict(set)
    for owner, student in names.items():
        spellings[student].add(owner.written)
        alike[unicodedata.normalize("NFC", student.casefold())].add(student)
        if owner.name != student:
            yield student, "Another person has the same name; they are told apart by the portal's ids."
    for student, written in spellings.items():
        if len(written) > 1:
            yield student, (f"The name is written in {len(written)} ways that look the same (another Unicode form, or "
                            "characters that show nothing); all were taken for one student, in the form NFC.")
    for several in alike.values():
        for student in several if len(several) > 1 else ():
            yield student, ("The name differs from another student's in capital letters only; they were taken for "
                            "different students.")


def _two_people(pair: tuple[tuple[tuple[str, str], set[str]], tuple[tuple[str, str], set[str]]]) -> bool:
    (one, told), (other, also_told) = pair
    return one[0] == other[0] and (one[0] == "canvas" or bool(told & also_told))
