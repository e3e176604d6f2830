"""Files: what is at a path, and how it becomes something else in one step."""

from __future__ import annotations

import errno
import grp
import os
import pwd
import stat

from .errors import RefusedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shapes import Entry, Seen

CAP = 512 * 1024


def look(path: str) -> Seen:
    """Tell what is at PATH; never blocks on a FIFO, never follows a link, reads at most CAP bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return {"kind": "absent"}
    except OSError:
        return {"kind": "link", "link": os.readlink(path)} if os.path.islink(path) else {"kind": "other"}
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        return {"kind": "other"}
    with os.fdopen(handle, "rb") as file:
        raw = file.read(CAP + 1)
    if len(raw) > CAP:
        return {"kind": "big"}
    return {"kind": "file", "mode": stat.S_IMODE(about.st_mode), "uid": about.st_uid, "gid": about.st_gid, "raw": raw}


def wanted(entry: Entry) -> Seen:
    """Tell what ENTRY asks for; RefusedError when its owner or group does not exist on this device."""
    user, _, group = entry["owner"].partition(":")
    try:
        uid = int(user) if user.isdigit() else pwd.getpwnam(user).pw_uid
        gid = int(group) if group.isdigit() else grp.getgrnam(group or user).gr_gid
    except KeyError:
        raise RefusedError("owner", entry["path"], f"no such user or group on this device: {entry['owner']}") from None
    return {"kind": "file", "mode": int(entry["mode"], 8), "uid": uid, "gid": gid, "raw": entry["content"].encode()}


def owner(uid: int, gid: int) -> str:
    """Name user and group as `user:group`, by number where they have no name."""
    try:
        user = pwd.getpwuid(uid).pw_name
    except KeyError:
        user = str(uid)
    try:
        group = grp.getgrgid(gid).gr_name
    except KeyError:
        group = str(gid)
    return f"{user}:{group}"


def missing_folders(paths: list[str]) -> list[str]:
    """List the folders that must be made for PATHS, parents first."""
    missing: list[str] = []
    for path in paths:
        above, folder = [], os.path.dirname(path)
        while not os.path.lexists(folder):
            above.append(folder)
            folder = os.path.dirname(folder)
        missing += [made for made in reversed(above) if made not in missing]
    return missing


def make_folder(folder: str) -> None:
    """Make FOLDER, which every account may look into: programs of theirs read what is in it, whatever our umask is."""
    os.mkdir(folder)
    os.chmod(folder, 0o755)  # noqa: S103 - as mkdir(1) does it


def remove_empty(folders: list[str]) -> None:
    """Remove those of FOLDERS (parents first) that are empty."""
    for folder in reversed(folders):
        try:
            os.rmdir(folder)
        except OSError:  # in use, or gone
            continue


def aside(path: str) -> str:
    """Name the temporary file that stands beside PATH until it takes its place (same folder: rename is atomic)."""
    return f"{os.path.dirname(path)}/.{os.path.basename(path)}.lab-new"


def prepare(path: str, want: Seen) -> None:
    """Write WANT beside PATH: all that can fail for lack of space or rights fails here, before anything is replaced."""
    beside = aside(path)
    forget(beside)
    if want["kind"] == "link":
        os.symlink(want["link"], beside)
    elif want["kind"] == "file":
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(want["raw"])
            _own(handle, want)


def take(path: str, want: Seen) -> None:
    """Put what `prepare` wrote in the place of PATH, or remove PATH when nothing is wanted there."""
    if want["kind"] == "absent":
        forget(path)
        return
    try:
        os.rename(aside(path), path)
    except OSError as error:
        forget(aside(path))
        if error.errno != errno.EBUSY or want["kind"] != "file":
            raise
        _write_in_place(path, want)


def _write_in_place(path: str, want: Seen) -> None:
    """Write a file that is a bind mount of the container (/etc/hosts, /etc/resolv.conf, /etc/hostname)."""
    with open(path, "wb") as file:
        file.write(want["raw"])
        _own(file.fileno(), want)


def _own(handle: int, want: Seen) -> None:
    os.fchown(handle, want["uid"], want["gid"])
    os.fchmod(handle, want["mode"])


def forget(path: str) -> None:
    """Remove PATH if it is there."""
    try:
        os.unlink(path)
    except (FileNotFoundError, NotADirectoryError):
        return
