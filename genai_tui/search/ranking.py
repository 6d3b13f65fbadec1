"""Free words to models: by name and alias, then by organization, then by the text of the record."""

from __future__ import annotations

from functools import cached_property

from genai_tui.catalog.model import Catalog, Model
from genai_tui.search.full_text import Prose
from genai_tui.search.hit import Hit, Where
from genai_tui.search.matcher import MAX_QUERY, Match, Needle, needle
from genai_tui.search.name_index import Names, Stop, Stopped
from genai_tui.search.normalize import words_of


class Finder:
    """The words of a catalog. Each part is built when it is first needed."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        # Among equals comes first what people most likely mean, so that is the order of the models here.
        self._models = sorted(catalog.models, key=standing)
        self._texts: list[str] = []
        self._owners: list[int] = []
        self._where: list[Where] = []
        for place, model in enumerate(self._models):
            spellings: dict[str, Where] = {model.name: "name"}
            for alias in model.aliases:
                spellings.setdefault(alias, "alias")
            if not _spells(model.id, model.name):
                spellings.setdefault(model.id, "alias")
            for text, where in spellings.items():
                self._texts.append(text)
                self._owners.append(place)
                self._where.append(where)

    def warm(self) -> None:
        """Build every part, what forgives typing mistakes included, and look at the names themselves."""
        self.find("mistaekn")
        self._names.warm()

    def find(self, text: str, stop: Stop | None = None) -> tuple[Hit, ...]:
        """Return the models that typed words mean, best first; nothing typed finds nothing.

        `stop` is asked now and then whether to give up; then Stopped is raised.
        """
        wanted = needle(text)
        if not wanted.words:
            return ()
        found: dict[int, Hit] = {}
        for place, met in self._names.find(wanted, stop):
            self._keep(found, self._owners[place], self._named_hit(place, met))
        plain = any(hit.match and hit.match.plain for hit in found.values())
        if len(wanted.whole.letters) > 1:
            for id_, spelling, met in self._makers(wanted, stop, forgiving=not found):
                for owner in self._members[id_]:
                    self._keep(found, owner, Hit(self._models[owner].id, "organization", spelling, met))
            if not plain:
                self._find_by_both(wanted, found, stop)
        if len(wanted.whole.letters) > 2:
            typed = text[:MAX_QUERY].split()
            for place in self._prose.holding(typed):
                self._keep(found, place, Hit(self._models[place].id, "text", " ".join(typed)))
            if stop is not None and stop():
                raise Stopped
        # Sorting keeps the order of the models among equals; a hair's difference in cost is none.
        ranked = sorted((round(hit.cost, 6), owner) for owner, hit in found.items())
        return tuple(found[owner] for _, owner in ranked)

    def named(self, word: str) -> tuple[str, ...]:
        """Return the ids of the models whose name, alias or organization holds a word as typed."""
        wanted = needle(word)
        owners = {
            self._owners[place] for place, met in self._names.find(wanted, forgiving=False) if met.plain
        }
        for id_, _, met in self._makers(wanted, None, forgiving=False):
            owners.update(self._members[id_] if met.plain else ())
        return tuple(self._models[owner].id for owner in owners)

    def saying(self, phrase: str) -> tuple[str, ...]:
        """Return the ids of the models whose record says a phrase word for word."""
        return tuple(self._models[place].id for place in self._prose.saying(phrase))

    def _keep(self, found: dict[int, Hit], owner: int, hit: Hit) -> None:
        if owner not in found or hit.cost < found[owner].cost:
            found[owner] = hit

    def _named_hit(self, place: int, met: Match, maker: str = "", maker_match: Match | None = None) -> Hit:
        model = self._models[self._owners[place]]
        return Hit(model.id, self._where[place], self._texts[place], met, maker, maker_match)

    def _find_by_both(self, wanted: Needle, found: dict[int, Hit], stop: Stop | None) -> None:
        """Find models by words some of which name the organization: `openai whisper`."""
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
    def _names(self) -> Names:
        return Names(self._texts)

    @cached_property
    def _makers_names(self) -> tuple[Names, list[tuple[str, str]]]:
        """Every spelling of every organization that has models, with its id."""
        spelled: list[tuple[str, str]] = []
        for id_ in self._members:
            known = self._catalog.organization(id_)
            spelled += [(spelling, id_) for spelling in ((known.name, *known.aliases) if known else (id_,))]
        return Names([spelling for spelling, _ in spelled]), spelled

    @cached_property
    def _members(self) -> dict[str, list[int]]:
        """For each organization the places of its models."""
        members: dict[str, list[int]] = {}
        for place, model in enumerate(self._models):
            for id_ in model.organization_ids:
                members.setdefault(id_, []).append(place)
        return members

    @cached_property
    def _prose(self) -> Prose:
        return Prose(self._catalog, self._models)


def _spells(id_: str, name: str) -> bool:
    """Tell whether an id is found by whatever finds the name, as most are: the same letters, the same words.

    A decimal point is more than a sign between words, so a name that may have one is left alone.
    """
    if not name.isascii() or "." in name:
        return False
    return "".join(words_of(name)).lower() == id_.replace("-", "")


def standing(model: Model) -> tuple[int, int, int, str, str]:
    """Return a sort key: better known, which is cited, sourced or offered more, then newer, then name."""
    date = model.released.date if model.released else ""
    newer = "".join(chr(0x7F - ord(char)) for char in date) or "~"
    return (-(model.citations or 0), -len(model.sources), -len(model.offers), newer, model.name)
