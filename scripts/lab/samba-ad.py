#!/usr/bin/python3
"""The part of scripts/lab/samba-ad that LDAP has no way to do: it works on the domain's database itself.

  fill  CONF USERS   units, policies, the delegated service account, sample people and groups
  load CONF          LDIF of entries on standard input, all or none, pwdLastSet as given
  write CONF         LDIF on standard input, each record written as the system may, pwdLastSet
                     to the past included; "ok" or "error: ..." for each on standard output

LDAP takes nothing but 0 and -1 for pwdLastSet, so that no password can be aged through it.
"""

import sys
import time

import ldb
from samba import dsdb, sd_utils
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

# The layer that computes pwdLastSet is left out (DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID).
BYPASS = "local_oid:%s:0" % dsdb.DSDB_CONTROL_BYPASS_PASSWORD_HASH_OID

DAY = 864_000_000_000
NEVER = -0x8000000000000000
PASSWORD = "Sample-Passw0rd"
SUFFIX = "DC=example,DC=com"
PEOPLE = "OU=people," + SUFFIX
SERVICES = "OU=services," + SUFFIX
FORMER = "OU=former," + SUFFIX
GROUPS = "OU=groups," + SUFFIX
AGENT = "CN=keyturn," + SERVICES
SETTINGS = "CN=Password Settings Container,CN=System," + SUFFIX
USER = "bf967aba-0de6-11d0-a285-00aa003049e2"
RESET_PASSWORD = "00299570-246d-11d0-a768-00aa006e0529"


def opened(conf, options=None):
    lp = LoadParm()
    lp.load(conf)
    # As the server opens it: changes of a running server are seen, and ours by it.
    return SamDB(url=lp.private_path("sam.ldb"), session_info=system_session(), lp=lp, options=options)


def filetime(seconds):
    return int((seconds + 11_644_473_600) * 10_000_000)


def quoted(password):
    return ('"%s"' % password).encode("utf-16-le")


# --- fill ---------------------------------------------------------------------------------------


def fill(db, users, agent_password):
    db.transaction_start()
    try:
        for unit in ("people", "former", "groups", "services"):
            db.add({"dn": "OU=%s,%s" % (unit, SUFFIX), "objectClass": "organizationalUnit"})
        domain_policy(db)
        account(db, AGENT, "keyturn", agent_password, 66048, {})
        delegate(db)
        breakglass = "CN=breakglass," + PEOPLE
        account(db, breakglass, "breakglass", PASSWORD, 512,
                {"sn": "Glass", "displayName": "Break Glass", "mail": "breakglass@example.com", "employeeType": "staff"})
        admins = group(db, "admins", [breakglass])
        members = people(db, users)
        group(db, "contractors", members["contractors"])
        group(db, "service accounts", members["service"])
        group(db, "it", members["it"] + [admins])
        settings(db, "contractors", 20, 60, "CN=contractors," + GROUPS)
        settings(db, "never", 10, None, "CN=service accounts," + GROUPS)
        expire_never(db, "CN=Administrator,CN=Users," + SUFFIX)
    except BaseException:
        db.transaction_cancel()
        raise
    db.transaction_commit()


def domain_policy(db):
    values = {
        "maxPwdAge": -90 * DAY, "minPwdAge": 0, "minPwdLength": 8, "pwdHistoryLength": 3, "pwdProperties": 1,
        "lockoutThreshold": 10, "lockoutDuration": -900 * 10_000_000, "lockOutObservationWindow": -900 * 10_000_000,
    }
    change(db, SUFFIX, {name: str(value) for name, value in values.items()})


def settings(db, name, precedence, days, group_dn):
    db.add({
        "dn": "CN=%s,%s" % (name, SETTINGS),
        "objectClass": "msDS-PasswordSettings",
        "msDS-PasswordSettingsPrecedence": str(precedence),
        "msDS-PasswordReversibleEncryptionEnabled": "FALSE",
        "msDS-PasswordHistoryLength": "3",
        "msDS-PasswordComplexityEnabled": "TRUE",
        "msDS-MinimumPasswordLength": "8",
        "msDS-MinimumPasswordAge": "0",
        "msDS-MaximumPasswordAge": str(NEVER if days is None else -days * DAY),
        "msDS-LockoutThreshold": "0" if days is None else "10",
        "msDS-LockoutObservationWindow": str(-900 * 10_000_000),
        "msDS-LockoutDuration": str(-900 * 10_000_000),
        "msDS-PSOAppliesTo": group_dn,
    })


def account(db, dn, login, password, control, attributes):
    db.add({
        "dn": dn, "objectClass": "user", "sAMAccountName": login, "userPrincipalName": login + "@example.com",
        "userAccountControl": str(control), "unicodePwd": quoted(password), **attributes,
    })


def expire_never(db, dn):
    change(db, dn, {"userAccountControl": "66048"})


def group(db, name, members):
    dn = "CN=%s,%s" % (name, GROUPS)
    entry = {"dn": dn, "objectClass": "group", "sAMAccountName": name, "groupType": "-2147483646"}
    if members:
        entry["member"] = members
    db.add(entry)
    return dn


def change(db, dn, values, controls=None):
    message = ldb.Message(ldb.Dn(db, dn))
    for name, value in values.items():
        message[name] = ldb.MessageElement(value, ldb.FLAG_MOD_REPLACE, name)
    db.modify(message, controls or [])


def people(db, count):
    """Mostly ordinary people; by their number: a fifth contractors, a tenth expired, and a few each
    without mail, who must change, who are disabled, and whose password never expires."""
    given = "Ada Ben Cem Dana Eva Finn Gül Hugo Ines Jan Kim Lena Mats Nora Ole Pia Quin Rosa Sam Tina".split()
    last = "Arnold Berg Çelik Dietz Ek Fuchs Grün Hahn Ivanova Jung König Lang Møller Novak Öz Petit Quist Roth Şahin Tran".split()
    now = time.time()
    members = {"contractors": [], "service": [], "it": []}
    for i in range(1, count + 1):
        login = "user%06d" % i
        dn = "CN=%s,%s" % (login, PEOPLE)
        g, s = given[i % 20], last[i // 20 % 20]
        attributes = {"givenName": g, "sn": s, "displayName": g + " " + s, "departmentNumber": str(i % 12),
                      "employeeType": "staff" if i % 5 else "contractor"}
        if i % 33 != 4:
            attributes["mail"] = login + "@example.com"
        if i % 2:
            attributes["mobile"] = "+3197%08d" % i
        flags = 66048 if i % 40 == 3 else 514 if i % 97 == 5 else 512
        account(db, dn, login, PASSWORD, flags, attributes)
        state = {"pwdLastSet": str(0 if i % 50 == 7 else filetime(now - i * 7 % 100 * 86400 - 3600))}
        change(db, dn, state, [BYPASS])
        if i % 5 == 0:
            members["contractors"].append(dn)
        if i % 40 == 3:
            members["service"].append(dn)
        if i % 12 == 4:
            members["it"].append(dn)
    return members


def delegate(db):
    """No more than the agent needs."""
    sid = sid_of(db, AGENT)
    utils = sd_utils.SDUtils(db)
    aces = ["(OA;CIIO;CR;%s;%s;%s)" % (RESET_PASSWORD, USER, sid)]
    # The last one for recovery.own-addresses alone.
    for name in ("pwdLastSet", "lockoutTime", "userAccountControl", "mobile"):
        aces.append("(OA;CIIO;RPWP;%s;%s;%s)" % (guid(db, name), USER, sid))
    # What a config would name in removal.clear.
    aces.append("(OA;CIIO;RPWP;%s;%s;%s)" % (guid(db, "otherTelephone"), USER, sid))
    utils.dacl_append_aces(PEOPLE, "".join(aces))
    utils.dacl_append_aces(SUFFIX, "(OA;;RPWP;%s;;%s)" % (guid(db, "maxPwdAge"), sid))
    # To move an entry away and back: out of one place, into the other, and its name.
    for place in (PEOPLE, FORMER):
        utils.dacl_append_aces(place, "(OA;CI;CCDC;%s;;%s)" % (USER, sid))
        for name in ("cn", "name", "distinguishedName"):
            utils.dacl_append_aces(place, "(OA;CIIO;WP;%s;%s;%s)" % (guid(db, name), USER, sid))
    for name in ("pwdLastSet", "lockoutTime", "userAccountControl"):
        utils.dacl_append_aces(FORMER, "(OA;CIIO;RPWP;%s;%s;%s)" % (guid(db, name), USER, sid))
    utils.dacl_append_aces(GROUPS, "(OA;CIIO;RPWP;%s;%s;%s)" % (guid(db, "member"), guid(db, "group"), sid))
    policy = guid(db, "msDS-PasswordSettings")
    utils.dacl_append_aces(
        SETTINGS, "(A;CI;LCRPLORC;;;%s)(OA;CI;CC;%s;;%s)(OA;CIIO;WP;;%s;%s)" % (sid, policy, sid, policy, sid))


def sid_of(db, dn):
    found = db.search(base=dn, scope=ldb.SCOPE_BASE, attrs=["objectSid"])
    return db.schema_format_value("objectSid", found[0]["objectSid"][0]).decode()


def guid(db, name):
    """The schema's identifier of an attribute or a class."""
    found = db.search(
        base=db.get_schema_basedn(), scope=ldb.SCOPE_ONELEVEL,
        expression="(lDAPDisplayName=%s)" % name, attrs=["schemaIDGUID"])
    return db.schema_format_value("schemaIDGUID", found[0]["schemaIDGUID"][0]).decode()


# --- load and write -----------------------------------------------------------------------------


def records(lines):
    record = []
    for line in lines:
        if line.strip():
            record.append(line)
        elif record:
            yield "".join(record)
            record = []
    if record:
        yield "".join(record)


def load(db):
    db.transaction_start()
    try:
        for record in records(sys.stdin):
            for _, message in db.parse_ldif(record):
                db.add(message, [BYPASS])
    except BaseException:
        db.transaction_cancel()
        raise
    db.transaction_commit()


def write(db):
    for record in records(sys.stdin):
        try:
            for changetype, message in db.parse_ldif(record):
                if changetype == ldb.CHANGETYPE_MODIFY:
                    db.modify(message, [BYPASS] if "pwdLastSet" in message else [])
                elif changetype == ldb.CHANGETYPE_DELETE:
                    db.delete(message.dn)
                else:
                    db.add(message)
            print("ok", flush=True)
        except (ldb.LdbError, ValueError) as e:
            print("error: %s" % " ".join(str(e).split()), flush=True)


def main():
    command, conf = sys.argv[1:3]
    if command == "fill":
        fill(opened(conf), int(sys.argv[3]), sys.stdin.read())
    elif command == "load":
        # Without a nested transaction for each entry, and with the indexes kept in memory.
        load(opened(conf, ["batch_mode:1", "transaction_index_cache_size:200000"]))
    elif command == "write":
        write(opened(conf))
    else:
        sys.exit(__doc__)


main()
