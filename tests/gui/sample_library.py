"""A small library in memory with the shape of `engine.library.Library`, until that is there."""

from __future__ import annotations

import io
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw

from engine.errors import UserProblem
from engine.progress import Progress
from engine.types import (Box, Changes, Face, Folder, GroupReport, Match, PeopleSection, Person, Photo,
                          ScanReport, Unreadable)


@dataclass
class Counts:
    photos: int
    faces: int
    named: int
    unnamed: int
    hidden: int
    unreadable: int


@dataclass
class Picture:
    width: int
    height: int
    data: bytes


class SampleLibrary:
    def __init__(self, directory: Path, photos: int = 24) -> None:
        self.directory = directory
        self.lock = threading.RLock()
        self.all_photos = {n: Photo(n, Path(f"/photos/summer/IMG_{n:04}.jpg"), 900, 600, 1.6e9 - n * 5e6, 2) for n in range(1, photos + 1)}
        self.state = ({}, {})  # faces, people
        faces, people = {}, {}
        groups = 6
        for n in range(1, photos + 1):
            for k in range(2):
                fid = n * 10 + k
                who = 1 + (n + k * 3) % groups
                faces[fid] = Face(fid, n, Box(0.15 + 0.45 * k, 0.2, 0.2, 0.3), 0.99, 0.8, who, False)
        for g in range(1, groups + 1):
            people[g] = (None, False, None)
        if photos:
            people[1] = ("Anna", False, None)
            people[2] = ("Bernd", False, None)
        self.state = (faces, people if photos else {})
        self.past, self.future = [], []
        self.folder_list = [Folder(Path("/photos/summer"), photos, True)] if photos else []
        self.bad = [Unreadable(Path("/photos/summer/torn.jpg"), "The file ends too early.")] if photos else []
        self.slow = 0.0

    def close(self): pass
    def __enter__(self): return self
    def __exit__(self, *a): self.close()

    def folders(self): return list(self.folder_list)
    def photo_ids(self, *, folder=None, person=None, without_faces=False): return list(self.all_photos)
    def photos(self, ids): return [self.all_photos[i] for i in ids if i in self.all_photos]
    def photo(self, i):
        if i not in self.all_photos: raise UserProblem("gone")
        return self.all_photos[i]
    def faces_in(self, p): return [f for f in self.state[0].values() if f.photo_id == p]
    def faces_of(self, p): return [f for f in self.state[0].values() if f.person_id == p]
    def faces(self, ids): return [self.state[0][i] for i in ids if i in self.state[0]]
    def _person(self, pid):
        fs = self.faces_of(pid)
        name, hidden, cover = self.state[1][pid]
        return Person(pid, name, hidden, cover or (fs[0].id if fs else None), len(fs), len({f.photo_id for f in fs}))
    def person(self, pid):
        if pid not in self.state[1] or not self.faces_of(pid): raise UserProblem("This person is no longer there.")
        return self._person(pid)
    def people(self, section=None):
        ps = [self._person(p) for p in self.state[1]]
        ps = [p for p in ps if p.faces]
        keep = {None: lambda p: True, PeopleSection.NAMED: lambda p: p.name and not p.hidden,
                PeopleSection.UNNAMED: lambda p: not p.name and not p.hidden, PeopleSection.HIDDEN: lambda p: p.hidden}[section]
        return sorted((p for p in ps if keep(p)), key=lambda p: -p.faces)
    def names(self): return [p.name for p in self.people() if p.name]
    def unreadable(self, *, skipped=False): return list(self.bad)
    def counts(self):
        return Counts(len(self.all_photos), len(self.state[0]), len(self.people(PeopleSection.NAMED)),
                      len(self.people(PeopleSection.UNNAMED)), len(self.people(PeopleSection.HIDDEN)), len(self.bad))
    def _draw(self, n, w, h):
        im = Image.new("RGB", (w, h), ((n * 37) % 200 + 40, (n * 67) % 160 + 60, (n * 97) % 200 + 40))
        d = ImageDraw.Draw(im)
        for f in self.faces_in(n):
            x, y, bw, bh = f.box.in_pixels(w, h)
            d.ellipse((x, y, x + bw, y + bh), fill=(235, 200, 170))
        return im
    def _jpeg(self, im):
        b = io.BytesIO(); im.save(b, "JPEG"); return b.getvalue()
    def thumbnail(self, p): return self._jpeg(self._draw(p, 320, 213))
    def face_thumbnail(self, f):
        face = self.state[0][f]
        im = self._draw(face.photo_id, 900, 600)
        x, y, w, h = face.box.in_pixels(900, 600)
        return self._jpeg(im.crop((int(x - 20), int(y - 20), int(x + w + 20), int(y + h + 20))).resize((192, 192)))
    def picture(self, p, longest):
        im = self._draw(p, longest, longest * 2 // 3)
        return Picture(im.width, im.height, im.tobytes())

    def _do(self, label, faces=None, people=None):
        with self.lock:
            old = self.state
            new = ({**old[0], **(faces or {})}, {**old[1], **(people or {})})
            new = ({k: v for k, v in new[0].items() if v is not None}, new[1])
            self.past.append((label, old)); self.future.clear(); self.state = new
            return self._all()
    def _all(self):
        return Changes(frozenset(self.all_photos), frozenset(self.state[0]), frozenset(self.state[1]))
    def _bearer(self, name):
        return next((p for p, (n, *_ ) in self.state[1].items() if n and n.casefold() == name.casefold()), None)
    def name_person(self, pid, name):
        other = self._bearer(name)
        if other and other != pid:
            return self._do(f"Join {name}", {f.id: replace(f, person_id=other) for f in self.faces_of(pid)})
        return self._do(f"Name {name}", people={pid: (name, *self.state[1][pid][1:])})
    def move_faces(self, faces, pid):
        return self._do("Move faces", {f: replace(self.state[0][f], person_id=pid, confirmed=True) for f in faces})
    def move_faces_to_name(self, faces, name):
        pid = self._bearer(name)
        people = {}
        if pid is None:
            pid = max(self.state[1]) + 1
            people = {pid: (name, False, None)}
        return self._do(f"Move to {name}", {f: replace(self.state[0][f], person_id=pid, confirmed=True) for f in faces}, people)
    def take_out(self, faces): return self._do("Take out", {f: replace(self.state[0][f], person_id=None) for f in faces})
    def mark_not_a_face(self, faces): return self._do("Not a face", {f: None for f in faces})
    def confirm(self, faces): return self._do("Confirm", {f: replace(self.state[0][f], confirmed=True) for f in faces})
    def set_hidden(self, pid, hidden): 
        n, _, c = self.state[1][pid]
        return self._do("Hide" if hidden else "Show", people={pid: (n, hidden, c)})
    def set_cover(self, pid, f):
        n, h, _ = self.state[1][pid]
        return self._do("Cover", people={pid: (n, h, f)})
    def undo(self):
        if not self.past: return Changes()
        label, old = self.past.pop(); self.future.append((label, self.state)); self.state = old
        return self._all()
    def redo(self):
        if not self.future: return Changes()
        label, new = self.future.pop(); self.past.append((label, self.state)); self.state = new
        return self._all()
    def undo_label(self): return self.past[-1][0] if self.past else None
    def redo_label(self): return self.future[-1][0] if self.future else None

    def scan(self, folders, *, on_progress=None, cancel=None, on_changes=None, **_):
        for n in range(100):
            cancel.check()
            time.sleep(self.slow)
            on_progress(Progress(n, 100, "Finding faces", 12.0, 60.0))
        return ScanReport(24, 24, 48, 6, 1, 0, 2.0)
    def group(self, method="default", **_): return GroupReport(method, 48, 6, 0, 0.1)
    def forget_folder(self, folder): self.folder_list = []; return Changes()
    def similar_faces(self, ids, count=20):
        fs = [f for f in self.state[0].values() if f.id not in ids][:count]
        return [Match(f, self.all_photos[f.photo_id], 0.95 - i * 0.01, self.state[1].get(f.person_id, (None,))[0]) for i, f in enumerate(fs)]
    def similar_to_picture(self, path, face=None, count=20): return self.similar_faces([], count)
