"""What a process of its own is asked in test_apart.py."""

import json
import os
import sys
import time

if __name__ == "__main__":
    asked = json.loads(sys.stdin.buffer.read())
    if asked.get("hang"):
        time.sleep(60)
    if asked.get("fail"):
        raise ValueError(asked["say"])
    json.dump({"said": asked.get("say"), "nice": os.nice(0), "knows": [*os.environ]}, sys.stdout)
