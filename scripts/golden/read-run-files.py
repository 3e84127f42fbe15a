"""Reads ZIPs of runs with the real MLflow and TensorBoard and prints what they found, as JSON.

Run with: python3 scripts/golden/read-run-files.py ZIP...   (needs mlflow-skinny and tensorboard)
"""

import json
import os
import sys
import tempfile
import zipfile
from pathlib import Path

os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")


def read_mlflow(folder):
    import mlflow

    mlflow.set_tracking_uri((folder / "mlruns").as_uri())
    client = mlflow.MlflowClient()
    found = []
    for experiment in client.search_experiments():
        for run in client.search_runs([experiment.experiment_id], max_results=10_000):
            run_id = run.info.run_id
            history = {
                key: [[point.step, repr(point.value), point.timestamp] for point in client.get_metric_history(run_id, key)]
                for key in sorted(run.data.metrics)
            }
            recipe = json.loads(Path(client.download_artifacts(run_id, "recipe.json")).read_text())
            model = []
            if any(file.path == "model" for file in client.list_artifacts(run_id)):
                model = sorted(file.path for file in client.list_artifacts(run_id, "model"))
            found.append(
                {
                    "experiment": experiment.name,
                    "name": run.info.run_name,
                    "status": run.info.status,
                    "metrics": history,
                    "params": run.data.params,
                    "tags": run.data.tags,
                    "target": recipe["target"],
                    "model": model,
                }
            )
    return sorted(found, key=lambda run: int(run["name"].split(" ")[0]))


def read_tensorboard(folder):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.util import tensor_util

    found = []
    for run in sorted((folder / "tensorboard").iterdir()):
        events = EventAccumulator(str(run), size_guidance={"scalars": 0, "tensors": 0}).Reload()
        tags = events.Tags()
        text = tensor_util.make_ndarray(events.Tensors("recipe")[0].tensor_proto).item().decode()
        found.append(
            {
                "name": run.name,
                "scalars": {
                    tag: [[point.step, repr(point.value), point.wall_time] for point in events.Scalars(tag)]
                    for tag in sorted(tags["scalars"])
                },
                "tensors": tags["tensors"],
                "text": text.splitlines()[:2],
            }
        )
    return found


result = []
for path in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as where:
        zipfile.ZipFile(path).extractall(where)
        folder = Path(where)
        os.chdir(where)  # places of artifacts are relative
        if (folder / "mlruns").exists():
            result.append({"mlflow": read_mlflow(folder)})
        if (folder / "tensorboard").exists():
            result.append({"tensorboard": read_tensorboard(folder)})
        os.chdir("/")
print(json.dumps(result, indent=1, ensure_ascii=False))
