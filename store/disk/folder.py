"""What reading, changing and checking a branch's folder have in common: where it is, what was read last, its lock."""

from __future__ import annotations

from os import fspath

from store import file_codec
from store.disk.files import FOLDER, Files
from store.disk.reading import BEFORE_MOVE, load, moved_to, refusal, refuse_unsafe, stamp_of
from store.errors import Damaged, Elsewhere, Missing, Unsafe, refuse_newer
from store.generation import FILE, JOURNAL, Damage, Generation
from store.schema import STEPS, VERSION
from store.strict_json import InvalidFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import PathLike

    from store.disk.lock import Lock
    from store.disk.reading import FileStamp
    from store.file_codec import FileText
    from store.journal import Tail
    from store.journal_entry import JournalEntry
    from store.schema import Steps, Tables


class Folder:
    """`anywhere` allows file systems whose locks may not hold; `version` and `steps` are those of the schema.

    Every method raises a `StoreError`, and nothing else, when the folder or the disk is not as it must be.
    """

    def __init__(
        self,
        folder: str | PathLike[str],
        files: Files | None = None,
        *,
        anywhere: bool = False,
        version: int = VERSION,
        steps: Steps = STEPS,
    ) -> None:
        self.folder = self.data = fspath(folder)
        self.path = f"{self.folder}/{FILE}"
        self.near = True
        self.files = files or Files()
        self.version = version
        self.steps = steps
        self._anywhere = anywhere
        self._held: FileText | None = None
        self._lock: Lock | None = None

    def stamp(self) -> FileStamp | None:
        """What one `stat` says of the file; None where there is none. Unchanged means that nothing is to be done."""
        try:
            return stamp_of(self.files.stat(self.path))
        except OSError:
            return None

    def read(self) -> Generation:
        """The state of now; what has not changed since the last read are the same objects.

        Where the file is damaged, or lost beside its journal, the last good state with `damage` set. Raises Missing,
        Newer, NotPermitted, Unsafe, and Damaged where nothing good is left.
        """
        refuse_unsafe(self.files, self.folder)
        try:
            data, stamp = load(self.files, self.path)
            file = self._file(data, file_codec.LARGE)
        except InvalidFile as bad:
            return self._last_good(Damage(code=bad.code, place=bad.place), self.stamp())
        except FileNotFoundError:
            if self._has(JOURNAL):
                return self._without_file()
            raise Missing(path=self.folder) from None
        except OSError as error:
            raise refusal(error, self.path) from None
        refuse_newer(file.meta["schema"], self.version, self.folder)
        self._held = file
        return Generation(tables=self.migrated(file.tables), meta=file.meta, stamp=stamp)

    def whole(self) -> bytes:
        """The bytes of the file, which must be sound."""
        generation = self.read()
        damage = generation.damage
        if damage is not None:
            kind = Elsewhere if damage.code == Elsewhere.code else Damaged
            raise kind(damage.code, path=self.path, place=damage.place)
        return self.held

    @property
    def held(self) -> bytes:
        """The bytes of the file that was read last."""
        return self._held.data if self._held else b""

    def _file(self, data: bytes, large: int = 0) -> FileText:
        if self._held is None and len(data) > large:
            from store.disk.journal_file import explains

            if explains(self.files, f"{self.folder}/{JOURNAL}", data):
                return file_codec.believe(data)
        return file_codec.read(data, self._held)

    def _has(self, name: str) -> bool:
        try:
            self.files.stat(f"{self.folder}/{name}")
        except OSError:
            return False
        return True

    def _last_good(self, damage: Damage, stamp: FileStamp | None) -> Generation:
        from store.disk.backups import last_good

        try:
            folder = self.files.open(self.folder, FOLDER)
            try:
                last = last_good(self.files, folder, self.version)
            finally:
                self.files.close(folder)
        except OSError as error:
            raise refusal(error, self.path) from None
        if last is None:
            raise Damaged(damage.code, path=self.path, place=damage.place)
        file, source = last
        tables = self.migrated(file.tables)
        return Generation(tables=tables, meta=file.meta, stamp=stamp, damage=damage, source=source)

    def _without_file(self) -> Generation:
        """What is still known of a branch that was moved, or whose file was lost beside its journal."""
        went = moved_to(self.files, self.folder)
        if went:
            damage = Damage(code=Elsewhere.code, place=went)
            try:
                file = file_codec.read(load(self.files, f"{self.folder}/{BEFORE_MOVE}")[0])
                refuse_newer(file.meta["schema"], self.version, self.folder)
                tables = self.migrated(file.tables)
                return Generation(tables=tables, meta=file.meta, stamp=None, damage=damage, source=BEFORE_MOVE)
            except (OSError, Unsafe, InvalidFile):
                pass  # the last good state that lies beside it says as much
            return self._last_good(damage, None)
        return self._last_good(Damage(code="lost", place=FILE), None)

    def migrated(self, tables: Tables) -> Tables:
        """The tables as this version's schema has them; the very same where they are of it already."""
        return file_codec.migrated(tables, self.version, self.steps)

    @property
    def lock(self) -> Lock:
        if self._lock is None:
            from store.disk.lock import Lock

            self._lock = Lock(self.files, self.folder, anywhere=self._anywhere)
        return self._lock

    def fresh(self) -> tuple[FileText, FileStamp]:
        """The file as it is now, for whoever holds the lock and is about to write: no stamp is believed."""
        try:
            data, stamp = load(self.files, FILE, self.lock.handle)
            self._held = self._file(data)
        except InvalidFile as bad:
            raise Damaged(bad.code, path=self.path, place=bad.place) from None
        except FileNotFoundError:
            if self._has(JOURNAL):
                went = moved_to(self.files, self.folder)
                if went:
                    raise Elsewhere(path=self.folder, place=went) from None
                raise Damaged("lost", path=self.path, place=FILE) from None
            raise Missing(path=self.folder) from None
        return self._held, stamp

    def put(self, file: FileText, entry: JournalEntry, tail: Tail, old: tuple[str, ...]) -> Generation:
        """Make `file` what stands on disk; whoever calls holds the lock."""
        from store.disk import commit

        stamp = commit.replace(self.files, self.lock, file, entry, tail, old)
        self._held = file
        if entry.revision % commit.EVERY == 0:
            commit.thin_out(self.files, self.lock, entry.revision, stamp.mtime_ns / 1e9)
        return Generation(tables=file.tables, meta=file.meta, stamp=stamp)
