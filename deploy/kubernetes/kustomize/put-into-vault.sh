#!/usr/bin/env bash
# Puts what make-secrets.sh prints into Vault (KV version 2), each Secret at the path of its name:
#   export VAULT_ADDR=https://vault.example.org:8200 VAULT_CACERT=ca.crt VAULT_TOKEN
#   read -rs VAULT_TOKEN
#   ./make-secrets.sh evara | ./put-into-vault.sh            (everything, where none of it is there)
#   ./make-secrets.sh evara | ./put-into-vault.sh --missing  (what is not there; the rest stays)
# What is there is never overwritten. What Secrets share must then be given to make-secrets.sh (its head says
# how): CHANNEL_KEY_RING and REDIS_PASSWORD.
# VAULT_CACERT is the certificate of the authority that signed Vault's own, VAULT_MOUNT the mount ("evara"),
# VAULT_NAMESPACE the namespace where there are some. The token needs create and read on MOUNT/data/*.
# Exit codes: 1 Vault refuses or is away, 2 wrong usage, 3 something is there already and nothing was written.
set -euo pipefail

mount=${VAULT_MOUNT:-evara}

stop() {
    printf 'put-into-vault: %s\n' "$2" >&2
    exit "$1"
}

only_missing=no
case "$#:${1:-}" in
    0:) ;;
    1:--missing) only_missing=yes ;;
    *) stop 2 "usage: make-secrets.sh NAMESPACE | put-into-vault.sh [--missing]" ;;
esac
address=${VAULT_ADDR:-}
address=${address%/}
# The token goes there.
[[ $address =~ ^https://[^[:space:]\"@]+$|^http://(127\.0\.0\.1|localhost)(:[0-9]+)?$ ]] ||
    stop 2 "VAULT_ADDR must be https://host[:port] (http:// for this machine alone), not '${VAULT_ADDR:-}'"
[[ ${VAULT_NAMESPACE:-} =~ ^[A-Za-z0-9_./-]*$ ]] || stop 2 "VAULT_NAMESPACE must be a path of letters, digits, _, ., - and /"
[[ ${VAULT_TOKEN:-} =~ ^[A-Za-z0-9._-]+$ ]] || stop 2 "VAULT_TOKEN must be a token of Vault"
[[ $mount =~ ^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$ ]] || stop 2 "VAULT_MOUNT must be a mount's path, not '$mount'"
[ -z "${VAULT_CACERT:-}" ] || [ -r "$VAULT_CACERT" ] || stop 2 "VAULT_CACERT: cannot read the file '$VAULT_CACERT'"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
written=()

# Fails with a sentence, and with what was done until then.
fail() {
    [ ${#written[@]} -eq 0 ] || printf 'put-into-vault: written before: %s\n' "${written[*]}" >&2
    stop 1 "$*"
}

# Who looks at this machine's processes sees curl's arguments, but not what it reads.
headers() {
    printf 'header = "X-Vault-Token: %s"\n' "$VAULT_TOKEN"
    printf 'header = "X-Vault-Request: true"\n'
    [ -z "${VAULT_NAMESPACE:-}" ] || printf 'header = "X-Vault-Namespace: %s"\n' "$VAULT_NAMESPACE"
}

# Asks Vault for path $1, or sends it the body $2; the answer is in $status and $folder/answer.
ask() {
    local body=()
    [ $# -eq 1 ] || body=(--request POST --header "Content-Type: application/json" --data-binary @-)
    status=$(curl --silent --show-error --max-time 30 --output "$folder/answer" --write-out '%{http_code}' \
        ${VAULT_CACERT:+--cacert "$VAULT_CACERT"} --config <(headers) "${body[@]}" \
        "$address/v1/$1" <<<"${2:-}" 2>"$folder/error") ||
        fail "no answer from $address: $(tr '\n' ' ' <"$folder/error")"
}

# What is wrong, for every answer that no caller knows better about.
explain() {
    local said
    said=$(sed -n 's/.*"errors": *\["\(\([^"\\]\|\\.\)*\)".*/\1/p' "$folder/answer" | head -n 1)
    case $status in
        403) fail "Vault refuses the token at $1: its policy must allow create and read on $mount/data/*, and there must be a KV store at the mount '$mount'" ;;
        404) fail "Vault has nothing at $1: is '$mount' a KV store of version 2? vault secrets enable -path=$mount -version=2 kv" ;;
        307 | 308 | 429 | 472 | 473) fail "Vault at $address is a standby that does not pass requests on: set VAULT_ADDR to the active one" ;;
        501) fail "Vault at $address is not initialized" ;;
        503) fail "Vault at $address is sealed or in maintenance: ${said:-no reason given}" ;;
        *) fail "Vault answers $status at $1: ${said:-no reason given}" ;;
    esac
}

# Reads what make-secrets.sh prints: its pairs are JSON but for the quotes around their names.
declare -A data=()
names=()
read_secrets() {
    local line name='' in_data=no
    while IFS= read -r line; do
        case $line in
            ---) in_data=no name='' ;;
            '  name: '*) name=${line#  name: } && names+=("$name") && data[$name]='' ;;
            'stringData:') in_data=yes ;;
            '  '*': "'*'"')
                if [ "$in_data" = yes ]; then
                    line=${line#  }
                    data[$name]+="${data[$name]:+,}\"${line%%: *}\":${line#*: }"
                fi
                ;;
        esac
    done
    [ ${#names[@]} -gt 0 ] || stop 2 "no Secret comes by standard input: make-secrets.sh NAMESPACE | put-into-vault.sh"
    for name in "${names[@]}"; do
        [ -n "${data[$name]}" ] || stop 2 "the Secret $name that comes by standard input has no stringData"
    done
}

read_secrets

# As Vault's own command does: of version 1, a write would go astray and be answered with success.
ask "sys/internal/ui/mounts/$mount"
[ "$status" = 200 ] || explain "$mount"
grep -q '"version": *"2"' "$folder/answer" ||
    fail "the store at the mount '$mount' is not KV version 2: vault kv enable-versioning $mount, or set VAULT_MOUNT"

there=()
for name in "${names[@]}"; do
    ask "$mount/data/$name"
    case $status in
        200) there+=("$name") ;;
        404) ;;
        *) explain "$mount/data/$name" ;;
    esac
done
if [ ${#there[@]} -gt 0 ] && [ $only_missing = no ]; then
    stop 3 "nothing was written, since these are there already: ${there[*]} (--missing puts the others)"
fi

for name in "${names[@]}"; do
    [[ " ${there[*]} " != *" $name "* ]] || continue
    # Version 0: only where there never was one, also if somebody else came in between.
    ask "$mount/data/$name" "{\"options\":{\"cas\":0},\"data\":{${data[$name]}}}"
    case $status in
        200) written+=("$name") ;;
        400)
            grep -q 'check-and-set' "$folder/answer" || explain "$mount/data/$name"
            there+=("$name")
            ;;
        *) explain "$mount/data/$name" ;;
    esac
done
[ ${#there[@]} -eq 0 ] || printf 'left as they are (or as they were deleted): %s\n' "${there[*]}"
printf 'written: %s\n' "${written[*]:-nothing}"
