# Installs what the checks need and the machine lacks.
source .ci/lib.sh

commands=(curl git jq nc.openbsd promtool prometheus prometheus-pushgateway)

# What has a command of another name
declare -A package=([nc.openbsd]=netcat-openbsd [promtool]=prometheus)

packages=()
for command in "${commands[@]}"; do
	command -v "$command" >/dev/null || packages+=("${package[$command]-$command}")
done
if ((${#packages[@]} > 0)); then
	export DEBIAN_FRONTEND=noninteractive
	apt-get update
	apt-get install -y --no-install-recommends "${packages[@]}"
fi

for command in "${commands[@]}" mvn; do
	check "$command is installed" command -v "$command"
done
