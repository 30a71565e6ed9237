# What a newcomer does: clone, run the sample with nothing in the local repository, look at the metrics.
source .ci/lib.sh

clone=$CI_WORK/clone
log=$CI_WORK/clone.log
app=http://127.0.0.1:$(free_port)

says_where() {
	grep -F 'Prometheus metrics are served at' "$log"
}

has_a_family() {
	curl -fsS "$app/metrics" | grep -c '^http_server_requests_total{'
}

git clone -q . "$clone"
cd "$clone"
start "$log" mvn -B -ntp -Dmaven.repo.local="$CI_WORK/empty-repository" spring-boot:run \
	-Dspring-boot.run.arguments="--server.address=127.0.0.1 --server.port=${app##*:}"
check 'mvn spring-boot:run says where the metrics are' wait_for 600 says_where
if ! says_where >/dev/null; then tail -n 40 "$log"; fi
check '/metrics answers' answers "$app/metrics"
check '/metrics has a family' has_a_family
