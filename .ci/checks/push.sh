# On every line, a job of 50 ms ends with its metrics on a real Pushgateway, in a file and in Graphite's lines.
# After empty-app.sh, which resolves what the job runs with
source .ci/lib.sh

apps=$CI_WORK/empty-apps
work=$CI_WORK/push
gateway=http://127.0.0.1:$(free_port)
version=''
mkdir -p "$work"

compile_job() {
	mkdir -p "$work/$version"
	"$JAVA_HOME/bin/javac" -proc:none -cp "$(<"$classpath")" -d "$work/$version" .ci/ShortJob.java
}

job() { # <name> <argument>...: what it runs with, in the array command
	command=("$JAVA_HOME/bin/java" -cp "$work/$version:$(<"$classpath")" empty.ShortJob
		--spring.application.name="$1" --spring.main.banner-mode=off "${@:2}")
}

run_job() { # <expected exit code> <name> <argument>...
	local code=0
	job "${@:2}"
	timeout 120 "${command[@]}" >"$work/$2.log" 2>&1 </dev/null || code=$?
	[[ $code == "$1" ]] || { printf 'exit code %s\n' "$code" && tail -n 30 "$work/$2.log" && return 1; }
}

to_gateway=(--fennel.push.enabled=true --fennel.push.address="$gateway")

read_gateway() {
	curl -fsS -o "$work/gateway.txt" "$gateway/metrics"
}

on_gateway() { # <line>...: each is on the page of the Pushgateway
	local line
	read_gateway
	for line; do
		grep -xF "$line" "$work/gateway.txt" >/dev/null || { printf 'Missing: %s\n' "$line" && return 1; }
	done
}

has_run() { # <name> <outcome> <exit code>
	on_gateway "batch_job_duration_seconds_count{instance=\"\",job=\"$1\",name=\"$1\",outcome=\"$2\"} 1" \
		"batch_job_exit_code{instance=\"\",job=\"$1\",name=\"$1\"} $3" \
		"batch_jobs_in_progress{instance=\"\",job=\"$1\",name=\"$1\"} 0" \
		"push_failure_time_seconds{instance=\"\",job=\"$1\"} 0"
}

never_succeeded() { # <name>
	read_gateway && ! grep -F "batch_job_last_success_timestamp_seconds{instance=\"\",job=\"$1\"" "$work/gateway.txt"
}

is_told_to_end() { # <name>
	local process code=0
	job "$1" "${to_gateway[@]}" stay
	"${command[@]}" >"$work/$1.log" 2>&1 </dev/null &
	process=$!
	wait_for 60 grep -q 'worked until' "$work/$1.log" || tail -n 30 "$work/$1.log"
	kill -TERM "$process"
	wait "$process" || code=$?
	[[ $code == 143 ]] || { printf 'exit code %s\n' "$code" && return 1; }
}

ends_in_time() { # <name> <the port of what hangs>
	run_job 0 "$1" --fennel.push.enabled=true --fennel.push.address="127.0.0.1:$2" --fennel.push.timeout=2s || return 1
	took=$(($(date +%s%3N) - $(sed -n 's/^worked until //p' "$work/$1.log")))
}

is_gone() { # <name>
	read_gateway && ! grep -F "job=\"$1\"" "$work/gateway.txt"
}

promtool_is_silent() { # <file>
	local said
	if ! said=$(promtool check metrics <"$1" 2>&1) || [[ -n $said ]]; then
		printf '%s\n' "$said"
		return 1
	fi
}

check 'a Pushgateway starts' start "$work/pushgateway.log" prometheus-pushgateway \
	--web.listen-address="${gateway#http://}"
check 'and answers' wait_for 30 answers "$gateway/-/ready"
hanging=$(free_port)
start "$work/hanging.log" nc.openbsd -lk 127.0.0.1 "$hanging"

for version in 4.1.1 4.0.7 3.5.16; do
	for classpath in "$apps/measured-boot-$version"*-spring-boot-starter/classpath.txt; do
		break # any client of the line's
	done
	check "boot $version: the job compiles" compile_job
	check "boot $version: it succeeds" run_job 0 "good-$version" "${to_gateway[@]}"
	check "boot $version: and that is on the Pushgateway" has_run "good-$version" success 0
	check "boot $version: it fails" run_job 1 "bad-$version" "${to_gateway[@]}" fail
	check "boot $version: and that is there" has_run "bad-$version" failure 1
	check "boot $version: without a success" never_succeeded "bad-$version"
	check "boot $version: it ends at a SIGTERM" is_told_to_end "cut-$version"
	check "boot $version: and that is there" has_run "cut-$version" failure 143
	check "boot $version: it ends though a Pushgateway hangs" ends_in_time "hung-$version" "$hanging"
	check_between "boot $version: milliseconds from its work to its end" 2000 7000 "$took"
	check "boot $version: groups are found by what is written as Base64, compressed" run_job 0 "keyed-$version" \
		"${to_gateway[@]}" --fennel.push.gzip=true --fennel.push.job='a job/b' --fennel.push.grouping-key.zone= \
		--fennel.push.grouping-key.path='/x y+ü' --fennel.push.grouping-key.line="$version"
	check "boot $version: and labels are as they were" on_gateway \
		"batch_job_exit_code{instance=\"\",job=\"a job/b\",line=\"$version\",name=\"a job/b\",path=\"/x y+ü\",zone=\"\"} 0"
	check "boot $version: it takes back what is there" run_job 0 "good-$version" "${to_gateway[@]}" \
		--fennel.push.on-shutdown=delete
	check "boot $version: and it is gone" is_gone "good-$version"

	file=$work/$version.prom
	check "boot $version: it writes a file" run_job 0 "file-$version" --fennel.textfile.enabled=true \
		--fennel.textfile.path="$file"
	check "boot $version: promtool: the file" promtool_is_silent "$file"
	check "boot $version: with the job in it" grep -F "batch_job_exit_code{name=\"file-$version\"} 0.0" "$file"

	graphite=$(free_port)
	start "$work/$version.lines" nc.openbsd -lk 127.0.0.1 "$graphite"
	check "boot $version: it sends to Graphite" run_job 0 "lines-$version" --fennel.graphite.enabled=true \
		--fennel.graphite.host=127.0.0.1 --fennel.graphite.port="$graphite" --fennel.graphite.prefix=jobs
	check "boot $version: which gets lines of three words" grep -cE '^jobs\.[a-zA-Z0-9_.-]+ [0-9.Ee+-]+ [0-9]+$' \
		"$work/$version.lines"
	check_equal "boot $version: and no others" 0 \
		"$(grep -cvE '^jobs\.[a-zA-Z0-9_.-]+ [0-9.Ee+-]+ [0-9]+$' "$work/$version.lines")"
	check "boot $version: with the job in them" grep -F "jobs.batch_job_exit_code.name.lines-${version//./_} 0.0 " \
		"$work/$version.lines"
done
