# What run and the scripts in checks/ share: results, JDKs, processes, waiting.
set -euo pipefail
export LC_ALL=C.UTF-8

record() { # <group> <passed> <failed> <skipped> <seconds>
	local IFS=$'\t'
	printf '%s\n' "$*" >>"$CI_RESULTS"
}

pass() {
	printf '  ok      %s\n' "$1"
	record "$CI_GROUP" 1 0 0 0
}

fail() {
	printf '  FAILED  %s\n' "$1"
	printf '%s: failed %s\n' "$CI_GROUP" "$1" >>"$CI_NOTES"
	record "$CI_GROUP" 0 1 0 0
}

check() { # <what> <command>...
	if "${@:2}"; then pass "$1"; else fail "$1"; fi
}

check_equal() { # <what> <expected> <actual>
	if [[ $2 == "$3" ]]; then pass "$1: $3"; else fail "$1: expected $2 but was $3"; fi
}

check_between() { # <what> <lowest> <highest> <actual>
	if is_between "${@:2}"; then pass "$1: $4 is in $2..$3"; else fail "$1: $4 is not in $2..$3"; fi
}

is_between() { # <lowest> <highest> <actual>
	awk -v low="$1" -v high="$2" -v actual="$3" 'BEGIN {
		exit !(actual ~ /^[0-9.]+(e[-+]?[0-9]+)?$/ && low + 0 <= actual + 0 && actual + 0 <= high + 0)
	}'
}

summary() { # the table of all groups, then what failed; a group in which nothing ran counts as one failure
	printf '\n'
	awk -F '\t' -v notes="$CI_NOTES" '
		!($1 in passed) { groups[++count] = $1 }
		{ passed[$1] += $2; failed[$1] += $3; skipped[$1] += $4; seconds[$1] += $5 }
		END {
			format = "%-34s %7s %7s %7s %8s  %s\n"
			printf format, "group", "passed", "failed", "skipped", "seconds", "result"
			for (i = 1; i <= count; i++) {
				group = groups[i]
				result = failed[group] ? "FAILED" : "ok"
				if (passed[group] + failed[group] == 0) {
					failed[group] = 1
					result = "FAILED: no test ran"
				}
				printf format, group, passed[group], failed[group], skipped[group], int(seconds[group]), result
				all_passed += passed[group]
				all_failed += failed[group]
			}
			while ((getline note < notes) > 0) print note
			printf "%d passed, %d failed\n", all_passed, all_failed
			exit all_failed > 0 || all_passed == 0
		}' "$CI_RESULTS"
}

jdk_home() { # <feature version>
	local javac
	for javac in /usr/lib/jvm/*-"$1"-*/bin/javac; do
		if [[ -x $javac ]]; then
			printf '%s\n' "${javac%/bin/javac}"
			return
		fi
	done
	printf 'No JDK %s under /usr/lib/jvm\n' "$1" >&2
	return 1
}

maven() {
	timeout 15m mvn -B -ntp "$@" </dev/null
}

free_port() {
	local port
	while port=$((RANDOM % 12000 + 20000)); do
		if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			printf '%s\n' "$port"
			return
		fi
	done
}

# Each process leads a group of its own, so that what it forks ends with it.
started=()

start() { # <log> <command>...
	setsid "${@:2}" >"$1" 2>&1 </dev/null &
	started+=("$!")
}

stop_started() {
	local leader
	for leader in "${started[@]}"; do
		kill -- "-$leader" 2>/dev/null || true
		wait "$leader" 2>/dev/null || true
	done
	started=()
}
trap stop_started EXIT

all_run() {
	local leader
	for leader in "${started[@]}"; do
		kill -0 "$leader" 2>/dev/null || return 1
	done
}

wait_for() { # <seconds> <command>...: until it succeeds, or time is up, or a process has ended
	local end=$((SECONDS + $1))
	until "${@:2}"; do
		if ! all_run || ((SECONDS >= end)); then
			printf 'Not within %s s: %s\n' "$1" "${*:2}"
			return 1
		fi
		sleep 0.5
	done
}

answers() { # <url>
	curl -fsS --max-time 5 -o /dev/null "$1" 2>/dev/null
}
