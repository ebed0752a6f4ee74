"""Reads a CSV or MEDLINE file with readers that LitWatch has no part in; prints what they saw as JSON."""
import csv
import json
import sys

sys.stdin.reconfigure(encoding="utf-8", newline="")
if sys.argv[1] == "csv":
    records = [{"doi": row["doi"], "pmid": row["pmid"], "title": row["title"], "abstract": row["abstract"], "authors": row["authors"].split("; ") if row["authors"] else [],
                "keywords": row["keywords"].split("; ") if row["keywords"] else []} for row in csv.DictReader(sys.stdin)]
else:
    from Bio import Medline

    records = [{"doi": next((one.split(" ")[0] for one in record.get("AID", []) + [record.get("LID", "")] if one.endswith(" [doi]")), ""), "pmid": record.get("PMID", ""), "title": record.get("TI", record.get("TT", "")),
                "abstract": record.get("AB", ""), "authors": record.get("FAU", []) + record.get("CN", []), "keywords": record.get("OT", [])} for record in Medline.parse(sys.stdin)]
json.dump(records, sys.stdout)
