"""Ranking: the records that free words mean, by name and alias, by organization, and by the text of the record."""

from __future__ import annotations

from functools import cached_property

from genai_tui.catalog.attribute import AnyRecord
from genai_tui.catalog.model import Catalog
from genai_tui.search.full_text import FullText
from genai_tui.search.hit import Hit, Where
from genai_tui.search.matcher import LONGEST_TYPED, Match, Needle, needle
from genai_tui.search.name_index import NameIndex, Stop, Stopped
from genai_tui.search.normalize import words_of
from genai_tui.search.subject import Subject


class Finder:
    """Finds and ranks the records of a catalog. Each index is built when it is first needed."""

    def __init__(self, catalog: Catalog, subject: Subject) -> None:
        self._catalog = catalog
        self._subject = subject
        # In this order equally good hits come out: what people most likely mean comes first.
        self._records = sorted(subject.records(catalog), key=lambda record: subject.standing(catalog, record))
        self._texts: list[str] = []
        self._owners: list[int] = []
        self._where: list[Where] = []
        for place, record in enumerate(self._records):
            for text, where in spellings_of(record).items():
                self._texts.append(text)
                self._owners.append(place)
                self._where.append(where)

    def warm(self) -> None:
        """Build every index with a query that needs them all, and fold the names."""
        self.find("mistaekn")
        self._names.warm()

    def find(self, text: str, stop: Stop | None = None) -> tuple[Hit, ...]:
        """Return the records that typed words mean, best first; none for no words.

        `stop` is asked from time to time. When it says yes, Stopped is raised.
        """
        wanted = needle(text)
        if not wanted.words:
            return ()
        found: dict[int, Hit] = {}
        for place, met in self._names.find(wanted, stop):
            self._keep(found, self._owners[place], self._named_hit(place, met))
        if len(wanted.whole.letters) > 1:
            is_named = any(hit.match and hit.match.plain for hit in found.values())
            self._find_by_organization(wanted, found, stop)
            if not is_named:
                self._find_by_both(wanted, found, stop)
        if len(wanted.whole.letters) > 2:
            self._find_by_text(text, found)
            if stop is not None and stop():
                raise Stopped
        # Costs are rounded, so that equal ones are equal and the order of the records decides.
        ranked = sorted((round(hit.cost, 6), owner) for owner, hit in found.items())
        return tuple(found[owner] for _, owner in ranked)

    def named(self, word: str) -> tuple[str, ...]:
        """Return the ids of the records whose name, alias or organization holds a word as typed."""
        wanted = needle(word)
        owners = {
            self._owners[place] for place, met in self._names.find(wanted, forgiving=False) if met.plain
        }
        for id_, _, met in self._makers(wanted, None, forgiving=False):
            owners.update(self._members[id_] if met.plain else ())
        return tuple(self._records[owner].id for owner in owners)

    def saying(self, phrase: str) -> tuple[str, ...]:
        """Return the ids of the records whose record says a phrase word for word."""
        return tuple(self._records[place].id for place in self._texts_of_records.saying(phrase))

    def _keep(self, found: dict[int, Hit], owner: int, hit: Hit) -> None:
        if owner not in found or hit.cost < found[owner].cost:
            found[owner] = hit

    def _named_hit(self, place: int, met: Match, maker: str = "", maker_match: Match | None = None) -> Hit:
        record = self._records[self._owners[place]]
        return Hit(record.id, self._where[place], self._texts[place], met, maker, maker_match)

    def _find_by_organization(self, wanted: Needle, found: dict[int, Hit], stop: Stop | None) -> None:
        """Find the records of the organizations that words name."""
        for id_, spelling, met in self._makers(wanted, stop, forgiving=not found):
            for owner in self._members[id_]:
                self._keep(found, owner, Hit(self._records[owner].id, "organization", spelling, met))

    def _find_by_text(self, text: str, found: dict[int, Hit]) -> None:
        """Find the records whose records hold all words."""
        typed = text[:LONGEST_TYPED].split()
        for place in self._texts_of_records.holding(typed):
            self._keep(found, place, Hit(self._records[place].id, "text", " ".join(typed)))

    def _find_by_both(self, wanted: Needle, found: dict[int, Hit], stop: Stop | None) -> None:
        """Find models by words of which some name the organization and the others the model: `openai whisper`."""
        for few, rest in wanted.parted():
            makers = [each for each in self._makers(few, stop, forgiving=False) if each[2].plain]
            names = self._names.find(rest, stop) if makers else []
            for id_, spelling, by in makers:
                members = set(self._members[id_])
                for place, met in names:
                    owner = self._owners[place]
                    if owner in members:
                        self._keep(found, owner, self._named_hit(place, met, spelling, by))

    def _makers(self, wanted: Needle, stop: Stop | None, forgiving: bool) -> list[tuple[str, str, Match]]:
        """Return id, spelling and match of the organizations that words name, each at its best."""
        names, spelled = self._makers_names
        best: dict[str, tuple[str, str, Match]] = {}
        for place, met in names.find(wanted, stop, forgiving):
            spelling, id_ = spelled[place]
            if id_ not in best or met.cost < best[id_][2].cost:
                best[id_] = (id_, spelling, met)
        return list(best.values())

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._texts)

    @cached_property
    def _makers_names(self) -> tuple[NameIndex, list[tuple[str, str]]]:
        """Every spelling of every organization that has records, with its id."""
        spelled: list[tuple[str, str]] = []
        for id_ in sorted(self._members):
            spelled += [(spelling, id_) for spelling in self._catalog.organization_names(id_)]
        return NameIndex([spelling for spelling, _ in spelled]), spelled

    @cached_property
    def _members(self) -> dict[str, list[int]]:
        """For each organization the places of its records."""
        members: dict[str, list[int]] = {}
        for place, record in enumerate(self._records):
            for id_ in self._subject.makers(record):
                members.setdefault(id_, []).append(place)
        return members

    @cached_property
    def _texts_of_records(self) -> FullText:
        return FullText(self._subject.texts(self._catalog, record) for record in self._records)


def spellings_of(record: AnyRecord) -> dict[str, Where]:
    """Return the spellings by which a record is found, each with where it stands; an id that is not spelled so is one."""
    spellings: dict[str, Where] = {record.name: "name"}
    for alias in record.aliases:
        spellings.setdefault(alias, "alias")
    if not _spells(record.id, record.name):
        spellings.setdefault(record.id, "alias")
    return spellings


def _spells(id_: str, name: str) -> bool:
    """Return whether every query that finds the name finds the id too: same letters, same words.

    A decimal point is more than a sign between words, so a name that may have one is left alone.
    """
    if not name.isascii() or "." in name:
        return False
    return "".join(words_of(name)).lower() == id_.replace("-", "")
