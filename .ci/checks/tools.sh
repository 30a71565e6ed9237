# Installs what the checks need and the machine lacks.
source .ci/lib.sh

commands=(curl git jq nc.openbsd promtool prometheus prometheus-pushgateway rabbitmq-server)

# What has a command of another name
declare -A package=([nc.openbsd]=netcat-openbsd [promtool]=prometheus)

without_services() { # <command>...: the checks start their own servers, so that what is installed starts none
	local policy=/usr/sbin/policy-rc.d
	if [[ -e $policy ]]; then
		"$@"
		return
	fi
	(
		trap 'rm -f "$policy"' EXIT
		trap 'exit 130' INT
		trap 'exit 143' TERM
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod +x "$policy"
		"$@"
	)
}

packages=()
for command in "${commands[@]}"; do
	command -v "$command" >/dev/null || packages+=("${package[$command]-$command}")
done
if ((${#packages[@]} > 0)); then
	export DEBIAN_FRONTEND=noninteractive
	apt-get update
	without_services apt-get install -y --no-install-recommends "${packages[@]}"
fi

for command in "${commands[@]}" mvn; do
	check "$command is installed" command -v "$command"
done
