"""A search: what words find, in files, folders, people and dates, and how it may go on."""

from __future__ import annotations

import os
import sqlite3
import threading
import unicodedata
from datetime import UTC, datetime

import pytest

from engine.catalogue import commands, hints, words
from engine.catalogue.photo_lists import Condition, photo_list
from engine.catalogue.word_dates import spans
from engine.errors import Cancelled
from engine.progress import CancelToken
from engine.types import DateWriting, Hint, HintKind, PhotoOrder

PHOTOS = {
    "rome/IMG_1.jpg": (datetime(2019, 6, 14, tzinfo=UTC), "Anna Maria"),
    "rome/IMG_2.jpg": (datetime(2019, 6, 14, 23, tzinfo=UTC), "Bernd"),
    "rome/old town/Übung 50%.jpg": (datetime(2018, 6, 1, tzinfo=UTC), "Bernd"),
    "party/anna's cake.jpg": (datetime(2019, 12, 31, 12, tzinfo=UTC), None),
    "party/d.jpg": (datetime(2021, 3, 2, tzinfo=UTC), 'Zoë "Z" Xu'),
}
ALL = {name.rpartition("/")[2] for name in PHOTOS}
WRITTEN = DateWriting({"juni": 6, "märz": 3})
AMERICAN = DateWriting(month_first=True)


@pytest.fixture
def filled(library):
    faces: dict[str, list] = {}
    library.names = {}
    for name, (taken, who) in PHOTOS.items():
        photo, found = library.photo(name, taken=taken.timestamp())
        library.names[photo] = name
        faces.setdefault(who or "", []).extend(found)
    for person, who in zip(library.guess(*faces.values()), faces, strict=True):
        if who:
            library.write(commands.name_person, person, who)
    return library


def found(library, text):
    def work(reader):
        condition = Condition()
        words.narrow(reader, condition, text, WRITTEN)
        return photo_list(reader, condition, PhotoOrder.NAME).ids

    return {library.names[photo].rpartition("/")[2] for photo in library.read(work)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("img", {"IMG_1.jpg", "IMG_2.jpg"}),
        ("IMG_1", {"IMG_1.jpg"}),
        ("anna", {"IMG_1.jpg", "anna's cake.jpg"}),
        ("maria", {"IMG_1.jpg"}),
        ('"anna maria"', {"IMG_1.jpg"}),
        ('"Zoë ""Z"" Xu"', {"d.jpg"}),
        ('"zoë ""z', {"d.jpg"}),
        ('"zoë z"', set()),
        ("nna", {"anna's cake.jpg"}),
        ("zoe\u0308", {"d.jpg"}),
        ("ÜBUNG", {"Übung 50%.jpg"}),
        ("übung", {"Übung 50%.jpg"}),
        ("0%", {"Übung 50%.jpg"}),
        ("%", {"Übung 50%.jpg"}),
        ("rome", {"IMG_1.jpg", "IMG_2.jpg", "Übung 50%.jpg"}),
        ('"old town"', {"Übung 50%.jpg"}),
        ("rome bernd", {"IMG_2.jpg", "Übung 50%.jpg"}),
        ("bernd 2019", {"IMG_2.jpg"}),
        ("June 2019", {"IMG_1.jpg", "IMG_2.jpg"}),
        ("juni", {"IMG_1.jpg", "IMG_2.jpg", "Übung 50%.jpg"}),
        ("jun 2018", {"Übung 50%.jpg"}),
        ("2019-06", {"IMG_1.jpg", "IMG_2.jpg"}),
        ("6/2019", {"IMG_1.jpg", "IMG_2.jpg"}),
        ("14.6.2019", {"IMG_1.jpg", "IMG_2.jpg"}),
        ("2019-12-31", {"anna's cake.jpg"}),
        ("31.2.2019", set()),
        ("June 14, 2019", {"IMG_1.jpg", "IMG_2.jpg"}),
        ("bernd 14th of June 2019", {"IMG_2.jpg"}),
        ("rome 1 June", {"Übung 50%.jpg"}),
        ("photos", ALL),
        ("nobody", set()),
        ("\udcff", set()),
        ("é" * 30_000, set()),
        ("한" * 30_000, set()),
        ("jpg " * 3000, ALL),
        (" ".join(map(str, range(3000))), set()),
        ("rome 2021", set()),
        ("  ", ALL),
    ],
)
def test_every_word_narrows_it_down(filled, text, names):
    assert found(filled, text) == names


def test_a_name_that_a_mac_wrote_is_found(library):
    library.names = {library.photo(unicodedata.normalize("NFD", "Äpfel.jpg"))[0]: "Äpfel.jpg"}
    assert found(library, "äpf") == {"Äpfel.jpg"}


@pytest.mark.skipif(os.name != "posix", reason="names of any bytes")
def test_a_name_that_is_not_unicode_is_found_as_it_is_shown(library):
    library.names = {library.photo(os.fsdecode(b"M\xfcnchen/\xe9t\xe9.jpg"))[0]: "summer"}
    [hint] = library.read(hints.hints, "nchen", DateWriting())
    assert hint.text == "M\ufffdnchen"
    for text in (hint.text, os.fsdecode(b"M\xfcnchen"), os.fsdecode(b"\xe9t"), "\ufffdT"):
        assert found(library, text) == {"summer"}


def test_what_lies_above_the_scanned_folder_is_not_looked_at(filled):
    filled.write(lambda writer: writer.execute("UPDATE root SET path = CAST('/photos/rome' AS BLOB)"))
    assert found(filled, "photos") == set()
    assert found(filled, "town") == {"Übung 50%.jpg"}


@pytest.mark.parametrize(
    ("root", "finds", "finds_nothing"),
    [
        ("/photos", "/photos/rome", "photos/rom/"),
        ("/photos/rome", "/rome/old", "/photos"),
        ("/", "/photos/rome", "//"),
    ],
)
def test_a_path_is_found_wherever_the_scanned_folder_lies(filled, root, finds, finds_nothing):
    filled.write(lambda writer: writer.execute("UPDATE root SET path = CAST(? AS BLOB)", (root,)))
    assert "Übung 50%.jpg" in found(filled, finds)
    assert found(filled, finds_nothing) == set()


def test_a_day_ends_where_the_next_begins():
    [(begin, end)] = meant("2019-12-31")
    assert (begin, end) == tuple(
        datetime(*day, tzinfo=UTC).timestamp() for day in ((2019, 12, 31), (2020, 1, 1))
    )
    [december] = meant("2019-12")
    assert december[1] == end


def meant(text, written=WRITTEN, years=range(0)):
    """The times of the only thing that is looked for."""
    [phrase] = words._meant(text, written)
    return spans(phrase, written, years)


def test_years_and_months_are_written_in_many_ways():
    assert meant("2019年") == meant("2019") != []
    assert meant("2019年6月", DateWriting({"六月": 6})) == meant("2019-06") == meant("6/2019") != []
    assert meant("2019-13") == meant("0999") == meant("0999-06") == []


@pytest.mark.parametrize(
    "text",
    [
        "14.6.2019", "14/6/2019", "14-06-2019", "6/14/2019", "2019/6/14", "2019年6月14日", "2019年06月14号",
        "June 14, 2019", "June 14 2019", "june 14,2019", "Jun. 14th, 2019", "June the 14th, 2019",
        "14 June 2019", "14. Juni 2019", "14th of June 2019", "the 14th of June, 2019", "14-jun-2019",
        "2019 June 14", '"14 June 2019"',
    ],
)  # fmt: skip
def test_a_day_is_written_in_many_ways(text):
    assert meant(text) == meant("2019-06-14") != []
    assert meant(text, AMERICAN if "Juni" not in text else WRITTEN) == meant("2019-06-14")


def test_whether_the_day_or_the_month_comes_first_is_told_by_the_country():
    assert meant("6/7/2019") == meant("2019-07-06")
    assert meant("6/7/2019", AMERICAN) == meant("2019-06-07")
    assert meant("6.7.2019", AMERICAN) == meant("2019-07-06")  # nobody who writes dots means anything else
    assert meant("13/14/2019") == meant("0/1/2019") == []
    assert meant("6/7/0000", years=range(2018, 2021)) == []


def test_a_day_without_a_year_is_that_of_each():
    years = range(2018, 2021)
    both = [span for year in years for span in meant(f"{year}-06-14")]
    for text in ("14 June", "June 14", "14th of June", "Juni 14.", "14. Juni", "6月14日"):
        assert meant(text, years=years) == both
    assert meant("Feb 29", years=years) == meant("2020-02-29")


def test_words_that_are_no_day_stay_apart():
    for text in ("June 2019", "June 31", "rome 14", '"june" 14', "14 old", "2018 June"):
        assert len(list(words._meant(text, WRITTEN))) == 2


def test_a_search_is_told_how_it_may_go_on(filled):
    def go_on(text):
        return filled.read(hints.hints, text, WRITTEN)

    assert go_on("an") == [Hint(HintKind.PERSON, "Anna Maria", 1)]
    assert go_on("2019 be") == [Hint(HintKind.PERSON, "Bernd", 2)]
    assert go_on("rom") == [Hint(HintKind.FOLDER, "rome", 3)]
    assert go_on("20") == [
        Hint(HintKind.DATE, year, n) for year, n in (("2021", 1), ("2019", 3), ("2018", 1))
    ]
    assert go_on("mär") == [Hint(HintKind.DATE, "März", 1)]
    assert go_on("anna ") == go_on("") == []
    assert go_on('"old t') == [Hint(HintKind.FOLDER, "old town", 1)]


def test_folders_of_one_name_are_suggested_with_the_photos_of_all_of_them(filled):
    for name in ("rome/dcim/1.jpg", "party/dcim/2.jpg", "party/dcim/dcim/3.jpg"):
        filled.photo(name)
    assert filled.read(hints.hints, "dci", WRITTEN) == [Hint(HintKind.FOLDER, "dcim", 3)]


def test_a_search_that_nobody_waits_for_is_given_up(filled):
    """Also in the middle of a statement, and the next one is answered as ever."""
    token, begun = CancelToken(), threading.Event()
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"

    def work(reader):
        begun.set()
        return reader.execute(endless).fetchone()

    def stop():
        begun.wait()
        token.cancel()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(Cancelled):
        filled.catalogue.query(work, token)
    stopper.join()
    assert filled.catalogue.query(lambda reader: reader.execute("SELECT 1").fetchone()) == (1,)
    with pytest.raises(sqlite3.OperationalError):
        filled.catalogue.query(lambda reader: reader.execute("SELECT nothing"), CancelToken())
