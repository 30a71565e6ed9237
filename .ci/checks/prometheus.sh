# A real Prometheus scrapes the sample under a known traffic and has to know that traffic.
source .ci/lib.sh

seconds=20
work=$CI_WORK/prometheus
mkdir -p "$work"
app=http://127.0.0.1:$(free_port)
many=http://127.0.0.1:$(free_port)
many_series=6000
prometheus=http://127.0.0.1:$(free_port)

# Route, path, status and requests a second
traffic=(
	'/api/books /api/books 200 20'
	'/api/books/{isbn} /api/books/9780141439471 200 10'
	'/api/reports/slow /api/reports/slow 200 3'
	'unmatched /no/such/page 404 5'
)

send_traffic() { # <seconds>
	local line route arguments=()
	for line in "${traffic[@]}"; do
		read -r route line <<<"$line"
		# shellcheck disable=SC2206 # three words
		arguments+=($line)
	done
	"$JAVA_HOME/bin/java" .ci/Traffic.java "$app" "$1" "${arguments[@]}"
}

ask() { # <query> [<time>]
	curl -fsS -G "$prometheus/api/v1/query" --data-urlencode "query=$1" ${2:+--data-urlencode "time=$2"} |
		jq -r '.data.result[0].value[1] // "nothing"'
}

holds() { # <query that compares>
	[[ $(ask "$1") != nothing ]]
}

requests() { # [<route>]
	ask "sum(http_server_request_duration_seconds_count${1:+{route=\"$1\"\}}) or vector(0)"
}

exemplars() { # <family> <end>: how many of the last minutes lead to a trace
	curl -fsS -G "$prometheus/api/v1/query_exemplars" --data-urlencode "query=${1}_bucket" \
		--data-urlencode "start=$(($(printf %.0f "$2") - 300))" --data-urlencode "end=$(($(printf %.0f "$2") + 60))" |
		jq '[.data[].exemplars[].labels | select((.trace_id | test("^[0-9a-f]{32}$")) and (.span_id | test("^[0-9a-f]{16}$")))] | length'
}

start_app() {
	start "$work/app.log" "$JAVA_HOME/bin/java" -jar sample-app/target/*-exec.jar \
		--server.address=127.0.0.1 --server.port="${app##*:}"
	wait_for 90 answers "$app/metrics" || { tail -n 40 "$work/app.log" && return 1; }
}

start_many_series() { # without an application, from the jars of the sample
	local jar=$PWD/$(echo sample-app/target/*-exec.jar)
	mkdir -p "$work/many"
	(cd "$work/many" && "$JAVA_HOME/bin/jar" xf "$jar" BOOT-INF/lib)
	start "$work/many.log" "$JAVA_HOME/bin/java" -cp "$work/many/BOOT-INF/lib/*" .ci/ManySeries.java \
		"${many##*:}" "$many_series"
	wait_for 60 answers "$many/metrics" || { tail -n 40 "$work/many.log" && return 1; }
}

start_prometheus() {
	cat >"$work/prometheus.yml" <<-YAML
		global: {scrape_interval: 1s, scrape_timeout: 1s}
		scrape_configs:
		  - job_name: sample
		    static_configs: [{targets: ["${app#http://}"]}]
		  - job_name: many
		    scrape_interval: 5s
		    scrape_timeout: 5s
		    static_configs: [{targets: ["${many#http://}"]}]
	YAML
	start "$work/prometheus.log" prometheus --config.file="$work/prometheus.yml" \
		--storage.tsdb.path="$work/data" --web.listen-address="${prometheus#http://}" \
		--enable-feature=exemplar-storage
	wait_for 60 answers "$prometheus/-/ready" && wait_for 30 holds 'count_over_time(up{job="sample"}[1m]) >= 2'
}

no_scrape_errors() {
	curl -fsS "$prometheus/api/v1/targets" | jq -e '.data.activeTargets | length == 2 and all(.health == "up" and .lastError == "")' &&
		! curl -fsS "$prometheus/metrics" | grep -E '^prometheus_target_scrapes?_.*(exceeded|duplicate|out_of|failed).* [^0]' &&
		! grep -E 'level=(warn|error).*scrape' "$work/prometheus.log"
}

promtool_is_silent() { # <url>
	local said
	if ! said=$(curl -fsS "$1/metrics" | promtool check metrics 2>&1) || [[ -n $said ]]; then
		printf '%s\n' "$said"
		return 1
	fi
}

content_type() { # <Accept>: of a page that can be unpacked and holds a family
	curl -fsS -H "Accept: $1" -H 'Accept-Encoding: gzip' -D "$work/headers" -o "$work/page.gz" "$app/metrics" &&
		gunzip -c "$work/page.gz" >"$work/page" &&
		grep -q '^http_server_requests_total{' "$work/page" &&
		tr -d ' \r' <"$work/headers" | sed -n 's/^content-type://Ip'
}

smallest_bound_from() { # <seconds>
	printf '%s\n' .005 .01 .025 .05 .075 .1 .25 .5 .75 1 2.5 5 7.5 10 | awk -v from="$1" '$1 >= from { print; exit }'
}

start_app
send_traffic 3 >/dev/null # the code warms up and every series is there before the first scrape
start_many_series
start_prometheus

all_before=$(requests)
arrivals_before=$(ask 'sum(http_server_requests_before_filters_total)')
declare -A before
for line in "${traffic[@]}"; do
	route=${line%% *}
	before[$route]=$(requests "$route")
done

mapfile -t answers < <(send_traffic "$seconds")
end=${answers[-1]}
wait_for 20 holds "timestamp(up{job=\"sample\"}) > $end"

check_equal 'up since the first scrape' 1 "$(ask 'min(min_over_time(up[5m]))')"
check 'no scrape errors' no_scrape_errors

all_sent=0
for i in "${!traffic[@]}"; do
	read -r route _ _ rate <<<"${traffic[i]}"
	read -r sent expected p95 <<<"${answers[i]}"
	all_sent=$((all_sent + sent))
	check_equal "$route: answered as expected" "$((rate * seconds))" "$expected"
	check_equal "$route: counted" "$sent" "$(($(requests "$route") - before[$route]))"
	quantile=$(ask "histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket{route=\"$route\"}[1m])))")
	check_between "$route: 95th percentile, $p95 s for the client" 0 "$(smallest_bound_from "$p95")" "$quantile"
	if [[ $route == */slow ]]; then
		check_between "$route: 95th percentile" 0.1 0.5 "$quantile"
	fi
done
check_equal 'all routes: counted' "$all_sent" "$(($(requests) - all_before))"
check_equal 'all routes: arrived' "$all_sent" "$(($(ask 'sum(http_server_requests_before_filters_total)') - arrivals_before))"
check_equal 'all routes: none in progress' 0 "$(ask 'sum(http_server_requests_in_progress)')"
rate=$(ask 'sum(rate(http_server_request_duration_seconds_count[10s]))' "$end")
check_between 'all routes: rate over the last 10 s' "$((all_sent * 80 / seconds))e-2" "$((all_sent * 120 / seconds))e-2" "$rate"

for family in http_server_request_duration_seconds http_server_request_duration_including_filters_seconds; do
	check_between "$family: exemplars with the ids of traces" 1 100000 "$(exemplars "$family" "$end")"
done

check 'promtool has nothing to say' promtool_is_silent "$app"
check_equal 'no Accept header' 'text/plain;version=0.0.4;charset=utf-8' "$(content_type '')"
check_equal 'Accept of Prometheus 2.42' 'application/openmetrics-text;version=1.0.0;charset=utf-8' \
	"$(content_type 'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1')"
check_equal 'Accept of Prometheus 2.53' 'application/openmetrics-text;version=1.0.0;charset=utf-8' \
	"$(content_type 'application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2')"
check_equal 'Accept of Prometheus 3.5' 'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;charset=utf-8' \
	"$(content_type 'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2')"

check_between 'many series: samples that Prometheus reads of a page' "$((many_series * 17))" "$((many_series * 17 + 100))" \
	"$(ask 'scrape_samples_scraped{job="many"}')"
check_equal 'many series: observations' "$((many_series * (many_series + 1) / 2))" "$(ask 'sum(wait_seconds_count)')"
check_equal 'many series: buckets that are none of the rest' 0 \
	"$(ask 'count(wait_seconds_bucket{le="+Inf"} != ignoring(le) wait_seconds_count) or vector(0)')"
check 'many series: promtool has nothing to say' promtool_is_silent "$many"
