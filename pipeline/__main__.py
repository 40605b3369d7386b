"""`python -m pipeline STAGE`: the table of stages, and the one place that catches their errors."""

import argparse
import errno
import importlib
import sys

from pipeline.errors import MEND, PipelineError
from pipeline.status import describe

STAGES = {
    "fetch": ("pipeline.fetch", "bring the records that match the query from PubMed"),
    "scan": ("pipeline.scan", "take the records that can match from PubMed's yearly files"),
    "import": ("pipeline.import_files", "take records from files exported on the PubMed site"),
    "parse": ("pipeline.parse", "read a snapshot's XML into articles"),
    "screen": ("pipeline.screen", "decide for each article whether it is eligible, and why not"),
    "tag": ("pipeline.tag", "find each article's stance on each claim"),
    "build": ("pipeline.build", "build the DuckDB file and the support of each claim"),
    "report": ("pipeline.report", "write the report and the exports"),
    "review": ("pipeline.review", "list the tags to check next, and take corrections over"),
    "sql": ("pipeline.shell", "open a read-only SQL prompt on the DuckDB file"),
    "reference": ("pipeline.reference", "write the page that explains the DuckDB file"),
    "answers": ("pipeline.answers", "write the block of answers into the README"),
    "codebook": ("pipeline.codebook", "write the page of claims and rules"),
    "evaluate": ("pipeline.evaluate", "measure screen and tagger on coded records"),
}

# What the machine refuses, whatever the code: a full disk, a place where one may not write.
REFUSED = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR,
}  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run one stage; 0 when it is done, 2 when its input cannot be used.

    Without a stage, tell the flow and what of it is built.
    """
    if not (sys.argv[1:] if arguments is None else arguments):
        print(describe({stage: purpose for stage, (_, purpose) in STAGES.items()}))
        return 0
    flow = "\n".join(f"  {stage:<10}{purpose}" for stage, (_, purpose) in STAGES.items())
    parser = argparse.ArgumentParser(
        prog="python -m pipeline",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"stages:\n{flow}\n\n`python -m pipeline STAGE --help` tells a stage's settings.",
    )
    parser.add_argument("stage", choices=STAGES, metavar="STAGE")
    parser.add_argument("settings", nargs=argparse.REMAINDER, metavar="…")
    chosen = parser.parse_args(arguments)
    module_name, purpose = STAGES[chosen.stage]
    module = importlib.import_module(module_name)
    stage_parser = argparse.ArgumentParser(
        prog=f"python -m pipeline {chosen.stage}", description=f"{purpose.capitalize()}."
    )
    module.add_arguments(stage_parser)
    try:
        module.run(**vars(stage_parser.parse_args(chosen.settings)))
    except PipelineError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        if error.errno not in REFUSED:
            raise
        where = error.filename or "the disk"
        print(f"error: {where}: {error.strerror}; {MEND}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; nothing was half-written", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
