"""What the benches share: a throw-away server with many accounts, stop-watches, and how results are told."""
import json, os, platform, re, subprocess, sys, time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
JAR = os.path.join(TOP, 'agent/target/keyturn-agent.jar')
BENCH = os.path.join(TOP, 'scripts/bench')
JAVA = ['java', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', JAR]

# What force-change writes there, and what takes it back.
WRITES = {
    'openldap': ('replace: pwdReset\npwdReset: TRUE', 'replace: pwdReset'),
    '389ds': ('replace: passwordExpirationTime\npasswordExpirationTime: 19700101000000Z',
              'replace: passwordExpirationTime\npasswordExpirationTime: 20380119031407Z'),
    'opendj': ('replace: pwdReset\npwdReset: TRUE', 'replace: pwdReset'),
    'samba-ad': ('replace: pwdLastSet\npwdLastSet: 0', 'replace: pwdLastSet\npwdLastSet: -1'),
}


def fail(message):
    sys.exit(f'{os.path.basename(sys.argv[0])}: {message}')


def run(command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        fail(f"{' '.join(command[:4])} … ended with {done.returncode}:\n{done.stderr[-2000:]}{done.stdout[-500:]}")
    return done.stdout


def timed(command, **options):
    started = time.monotonic()
    out = run(command, **options)
    return time.monotonic() - started, out


class Lab:
    """One server with its accounts, and the files that the contestants read."""

    def __init__(self, server, users, folder, *more):
        self.server, self.folder, self.users = server, folder, users
        self.script = os.path.join(TOP, 'scripts/lab', server)
        out = run([self.script, 'create', '--dir', self.path('lab'), '--port', '0', '--ldaps-port', '0',
                   '--users', str(users), *more])
        self.said = dict(re.split(r'\s+', line, maxsplit=1) for line in out.splitlines() if re.match(r'\S+\s+\S', line))
        self.port = int(self.said.get('plain-url', self.said['starttls-url']).rsplit(':', 1)[1])
        self.secure = server == 'samba-ad'  # which takes no password on a bare connection
        os.environ['LDAPTLS_CACERT'] = self.said['ca']
        self.password = self.path('bind.pw')
        with open(self.said['bind-password']) as f, open(self.password, 'w') as to:
            to.write(f.read().rstrip('\n'))
        os.chmod(self.password, 0o600)
        dns = self.dns()
        for name, lines in zip(('on', 'off'), WRITES[server]):
            with open(self.path(name + '.ldif'), 'w') as f:
                for dn in dns:
                    f.write(f'{dn}\nchangetype: modify\n{lines}\n\n')
        self.count = len(dns)

    def path(self, name):
        return os.path.join(self.folder, name)

    def client(self, port=None):
        return ['-x', '-H', self.said['url'] if self.secure else f'ldap://127.0.0.1:{port or self.port}', '-D', self.said['bind-dn'], '-y', self.password]

    def dns(self):
        out = run(['ldapsearch', *self.client(), '-LLL', '-o', 'ldif-wrap=no', '-E', 'pr=1000/noprompt',
                   '-b', self.said['accounts'], '-s', 'one', self.said.get('filter', '(objectClass=inetOrgPerson)'), 'dn'])
        mine = [line for line in out.splitlines() if line.startswith('dn:')]
        return [line for line in mine if 'breakglass' not in line.lower()]

    def logins(self):
        """Of OpenLDAP's people, in the server's order."""
        with open(self.path('on.ldif')) as f:
            return re.findall(r'^dn: uid=([a-z0-9.]+),', f.read(), re.M)

    def place(self, port):
        if self.secure:
            return f"url: \"{self.said['url']}\"\n    trust: \"{self.said['ca']}\""
        return f'url: "ldap://127.0.0.1:{port}"\n    tls: none'

    def config(self, port):
        with open(self.path('keyturn.yaml'), 'w') as f:
            f.write(f'''directories:
  bench:
    {self.place(port)}
    bind: {{dn: "{self.said['bind-dn']}", password: {{file: bind.pw}}}}
    accounts: {{base: "{self.said['accounts']}", filter: "{self.said.get('filter', '(objectClass=inetOrgPerson)')}", login: {self.said.get('login', 'uid')}, mail: mail}}
''')
            if 'default-policy' in self.said:
                f.write(f"    default-policy: \"{self.said['default-policy']}\"\n")
            named = 'CN' if self.server == 'samba-ad' else 'uid'
            f.write(f"    protected: {{dns: [\"{named}=breakglass,{self.said['accounts']}\"]}}\n")
            f.write('brake: {max: 10000000, max-percent: 100}\nstore: {path: store}\nmail: {folder: mail}\n')

    def destroy(self):
        run([self.script, 'destroy', '--dir', self.path('lab')])


def version(server):
    package = {'openldap': 'slapd', '389ds': '389-ds-base', 'samba-ad': 'samba'}.get(server)
    if not package:
        return server
    return package + ' ' + subprocess.run(['dpkg-query', '-W', '-f', '${Version}', package], stdout=subprocess.PIPE, text=True).stdout


def machine():
    with open('/proc/cpuinfo') as f:
        model = re.search(r'model name\s*:\s*(.*)', f.read())
    return {'cpu': model.group(1) if model else platform.machine(), 'cores': os.cpu_count(),
            'kernel': platform.release(), 'load': os.getloadavg()[0],
            'java': re.search(r'"(.*?)"', subprocess.run(['java', '-version'], stderr=subprocess.PIPE, text=True).stderr).group(1)}


def ratio(rates, a, b):
    return {f'{a} / {b}': round(rates[a] / rates[b], 2)} if b and a in rates and b in rates else {}


def tell(result, path):
    """The JSON document of a bench, where one is asked for."""
    if path:
        with open(path, 'w') as f:
            json.dump(result, f, indent=2)
            f.write('\n')
