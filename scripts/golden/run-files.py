"""Makes tests/fixtures/golden/run-files.json: event records by TensorBoard's own protocol buffers and checksums, YAML by PyYAML.

Run with: python3 scripts/golden/run-files.py   (needs tensorboard and pyyaml; the tests do not)
"""

import json
import struct
from pathlib import Path

import yaml
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import crc32c, masked_crc32c
from tensorboard.plugins.text import summary_v2


def record(event):
    data = event.SerializeToString(deterministic=True)
    length = struct.pack("<Q", len(data))
    checksum = lambda part: struct.pack("<I", masked_crc32c(part))
    return (length + checksum(length) + data + checksum(data)).hex()


def scalar(tag, value, step, at):
    event = Event(wall_time=at / 1000, step=step)
    event.summary.value.add(tag=tag, simple_value=value)
    return {"tag": tag, "value": str(value), "step": step, "at": at, "record": record(event)}


def text(tag, content, at):
    event = Event(wall_time=at / 1000)
    event.summary.CopyFrom(summary_v2.text_pb(tag, content))
    return {"tag": tag, "text": content, "at": at, "record": record(event)}


at = 1_700_000_000_123
crcs = [b"", b"123456789", bytes(32), b"\xff" * 32, bytes(range(32)), "贷款".encode()]
golden = {
    "crcs": [{"hex": data.hex(), "crc": crc32c(data), "masked": masked_crc32c(data)} for data in crcs],
    "version": {"at": at, "record": record(Event(wall_time=at / 1000, file_version="brain.Event:2"))},
    "scalars": [
        scalar("loss/train", 0.6931471805599453, 1, at),
        scalar("auc/validation", 0.0, 300, at + 4500),
        scalar("auc/test", 0.81, 0, at),
        scalar("loss/validation", float("nan"), 2**40, at),
        scalar("loss/验证", float("-inf"), 127, at),
    ],
    "texts": [text("recipe", "| field | value |\n| --- | --- |\n| target | 违约 |", at), text("empty", "", at)],
    "yaml": [
        {"written": written, "read": yaml.safe_load(f"name: {written}\n")["name"]}
        for written in [
            '"a: b"',
            '"say \\"no\\" # \\\\ "',
            '"\\x0a\\x09\\x7f\\x85"',
            '"\\u8d37\\u6b3e \\U0001f600"',
            '"yes"',
            '"0123"',
            '"~"',
            '"\\ufffd"',
            '""',
        ]
    ],
}
path = Path(__file__).parents[2] / "tests/fixtures/golden/run-files.json"
path.write_text(json.dumps(golden, indent=1) + "\n")
