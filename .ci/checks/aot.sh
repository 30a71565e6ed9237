# Runs the sample on what Spring makes ahead of time: conditions and bean definitions as they were at build time.
source .ci/lib.sh

log=$CI_WORK/aot.log
app=http://127.0.0.1:$(free_port)

counts_a_request() {
	curl -fsS -o /dev/null "$app/api/books" &&
		curl -fsS "$app/metrics" |
		grep -xF 'http_server_request_duration_seconds_count{method="GET",route="/api/books",status="200"} 1'
}

times_a_method() {
	curl -fsS -o /dev/null "$app/api/books/9780140441895" &&
		curl -fsS "$app/metrics" |
		grep -xF 'method_duration_seconds_count{class="dev.fennel.sample.catalog.Catalog",exception="none",method="find"} 1'
}

check 'mvn clean package -Paot' maven clean package -Paot -DskipTests -pl autoconfigure,starter,sample-app
start "$log" "$JAVA_HOME/bin/java" -Dspring.aot.enabled=true -jar sample-app/target/*-exec.jar \
	--server.address=127.0.0.1 --server.port="${app##*:}"
check 'the sample starts ahead of time' wait_for 60 answers "$app/metrics"
check 'it says so' grep -F 'Starting AOT-processed BookshopApplication' "$log"
check 'it counts a request' counts_a_request
check 'it times a method' times_a_method
