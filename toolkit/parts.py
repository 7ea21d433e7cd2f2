"""Work in parts, here or on a Dask cluster: files that are whole or not there, and marks of what is done."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


class ScalingError(ValueError):
    """A folder that cannot take the parts, or a cluster that is none; the message has the cure."""


def opened(out: str | os.PathLike, marks: str, what: str) -> Path:
    """The folder to write parts into: new, empty, or of an earlier run, whose marks stand in its folder `marks`.

    Raises
    ------
    ScalingError
        Where it holds something else; the message says `what` the parts would be of.
    """
    out = Path(out).resolve()
    if out.exists() and any(out.iterdir()) and not (out / marks).is_dir():
        raise ScalingError(f"{out}: holds files that are no parts of {what}; give an empty or new folder")
    with writing(out, ScalingError):
        (out / marks).mkdir(parents=True, exist_ok=True)
    return out


def mark(marks: Path, name: str) -> dict:
    """What the mark of a part says; nothing where it is not done."""
    try:
        return json.loads((marks / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def marked(marks: Path, name: str, told: dict) -> None:
    """Set the mark of a part: the last that is done for it."""
    text = json.dumps(told, ensure_ascii=False)
    placed(marks / f"{name}.json", lambda path: path.write_text(text, encoding="utf-8"))


@contextmanager
def writing(path: Path, error: type[Exception]):
    """What goes wrong in writing, as an error of the caller's own with the cure."""
    try:
        yield
    except OSError as found:
        raise error(
            f"{path}: cannot be written ({found.strerror or found}); give a folder that can be written, on a disk with room"
        ) from found


def placed(path: Path, write: Callable[[Path], object]) -> None:
    """Written to one side and moved into place: a file is whole, or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(new)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def run(client, function: Callable, tasks: Iterable[tuple], *setting) -> Iterator[tuple]:
    """(number, what the function returns) of each task ``(number, ...)``, as they are done; at most two per worker wait.

    Raises
    ------
    ScalingError
        Where one failed on the cluster more than three times.
    """
    if client is None:
        for task in tasks:
            yield task[0], function(*task, *setting)
        return
    from dask.distributed import as_completed

    tasks = iter(tasks)
    width = 2 * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    numbers, going = {}, as_completed()

    def start():
        for task in tasks:
            future = client.submit(function, *task, *setting, pure=False, retries=3)
            numbers[future.key] = task[0]
            going.add(future)
            return True
        return False

    while len(numbers) < width and start():
        pass
    for future in going:
        if future.status != "finished":
            reason = future.exception()
            raise ScalingError(
                f"part {numbers[future.key]} failed on the cluster: {reason}; run again to go on"
            ) from reason
        yield numbers[future.key], future.result()
        start()


def bar(progress: bool):
    from tqdm import tqdm

    return tqdm(unit="part", disable=not progress)
