# A minute of JVMs that are killed under traffic, whose pages promtool reads; and what a test cannot do:
# processes in pid namespaces of their own, and a directory that is full or read-only. After empty-app.sh
source .ci/lib.sh

apps=$CI_WORK/empty-apps
work=$CI_WORK/multiprocess
app=$apps/measured-boot-4.1.1-client-1.9.0
shared=$work/shared
pages=$work/pages
mkdir -p "$work" "$pages"

minute_of_killing() {
	maven -q -pl autoconfigure -Djacoco.skip test -Dsurefire.failIfNoSpecifiedTests=false -Dtest=KilledProcessesTests \
		-Dtest.killing.seconds=60 -Dtest.killing.pages="$pages"
}

promtool_reads_all() {
	local page said
	for page in "$pages"/*.txt; do
		said=$(promtool check metrics <"$page" 2>&1) && [[ -z $said ]] || { printf '%s\n%s\n' "$page" "$said" && return 1; }
	done
}

serve() { # <name> <port> <command that runs it>...
	start "$work/$1.log" "${@:3}" "$JAVA_HOME/bin/java" -Xmx128m -XX:TieredStopAtLevel=1 \
		-cp "$app:$(<"$app/classpath.txt")" empty.WebApp --server.port="$2" --spring.main.banner-mode=off \
		--fennel.multiprocess.enabled=true --fennel.multiprocess.directory="$shared" \
		--fennel.multiprocess.flush-interval=200ms
	wait_for 60 answers "http://127.0.0.1:$2/metrics" || tail -n 30 "$work/$1.log"
}

kill_hard() { # <leader>: it and what it has forked, by SIGKILL
	kill -KILL -- "-$1"
}

greet() { # <port> <times>
	local i
	for ((i = 0; i < $2; i++)); do curl -fsS -o /dev/null "http://127.0.0.1:$1/function/you" || return; done
}

value() { # <port> <sample>
	curl -fsS --max-time 5 "http://127.0.0.1:$1/metrics" | awk -v sample="$2" '$1 == sample { value = $2 } END { print value + 0 }'
}

count='http_server_request_duration_seconds_count{method="GET",route="/function/{id}",status="200"}'

counts() { # <port> <number>
	[[ $(value "$1" "$count") == "$2" ]]
}

has_file_of() { # <process>
	compgen -G "$shared/$1~*" >/dev/null
}

has_none_of() { # <process>
	! has_file_of "$1"
}

name_of_first() {
	find "$shared" -name '*.lock' -not -name 'folding.lock' -printf '%f\n' | sort -t '~' -k 2 | head -n 1 | cut -d '~' -f 1
}

errors_on() { # <port>
	value "$1" 'fennel_errors_total{feature="multiprocess"}'
}

make_read_only() { # by a mount over itself, since a file is open in it
	mount --bind "$shared" "$shared" && mount -o remount,bind,ro "$shared"
}

unmount_all() {
	while umount "$work/small" 2>/dev/null; do :; done
}
trap 'stop_started; unmount_all' EXIT

check 'no counter falls in a minute of killing' minute_of_killing
check_between 'pages are kept' 5 1000000 "$(find "$pages" -name '*.txt' | wc -l)"
check 'promtool reads them all' promtool_reads_all

namespace=(unshare --fork --pid --mount-proc --kill-child)
if ! "${namespace[@]}" true 2>/dev/null; then
	printf '  no pid namespaces here, so nothing is tried in them\n'
	namespace=()
fi
first=$(free_port)
second=$(free_port)
serve first "$first" "${namespace[@]}"
leader_of_first=${started[-1]}
serve second "$second" "${namespace[@]}"
if ((${#namespace[@]} > 0)); then check 'both have the pid 1, and names of their own' wait_for 20 has_file_of 1-2; fi
check 'the first is asked' greet "$first" 3
check 'the second is asked' greet "$second" 2
check 'the first is known to the second' wait_for 20 counts "$second" 5
name=$(name_of_first)
check 'the first lives' has_file_of "$name"
kill_hard "$leader_of_first"
started=("${started[@]/$leader_of_first/}")
started=(${started[@]})
check 'the first is found dead from another namespace' wait_for 20 has_none_of "$name"
check_equal 'what the dead one counted stays' 5 "$(value "$second" "$count")"
stop_started

shared=$work/small
mkdir -p "$shared"
if mount -t tmpfs -o size=64k tmpfs "$shared" 2>/dev/null; then
	port=$(free_port)
	serve small "$port"
	check 'something is counted' greet "$port" 2
	head -c 1000000 /dev/zero >"$shared/full" 2>/dev/null || true
	check 'more is counted' greet "$port" 2
	check_equal 'a process that cannot write serves its own' 4 "$(value "$port" "$count")"
	check_between 'and says so' 1 1000000 "$(errors_on "$port")"
	rm "$shared/full"
	check 'the directory is made read-only' make_read_only
	check 'even more is counted' greet "$port" 1
	check_equal 'so does one whose directory is read-only' 5 "$(value "$port" "$count")"
	umount "$shared"
	before=$(errors_on "$port")
	sleep 1
	check_equal 'and all is well again after' "$before" "$(errors_on "$port")"
	stop_started
	unmount_all
else
	printf '  nothing can be mounted here, so no full directory is tried\n'
fi
