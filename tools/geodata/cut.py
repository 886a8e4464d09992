"""Makes every asset of the map's ground, and records where it comes from. See cut.sh."""

import hashlib
import json

import brotli

import details
import overview
import relief
from common import ASSETS, CACHE, provenance


def main():
    overview.prepare()
    reports = [
        overview.make(relief.OVERVIEW_BOX),
        overview.make_sketch(relief.OVERVIEW_BOX),
        details.make_darien(relief.DARIEN_BOX),
        details.make_valley(),
        relief.make_overview(),
        relief.make_darien(),
    ]
    for report in reports:
        name = report["out"] = report["out"].rsplit("/")[-1]
        data = (ASSETS / name).read_bytes()
        report["bytes"], report["sha256"] = len(data), hashlib.sha256(data).hexdigest()
        if name.endswith(".bin"):
            report["brotli"] = len(brotli.compress(data, quality=11))
    made = {"sources": list(provenance()), "assets": reports}
    (CACHE / "made.json").write_text(json.dumps(made, indent=1, ensure_ascii=False))
    for source in made["sources"]:
        print(f"| {source['package']} | `{source['sha256']}` |")
    for report in reports:
        print(f"| {report['out']} | `{report['sha256']}` |")
    print(json.dumps(reports, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
