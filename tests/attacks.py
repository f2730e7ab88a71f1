"""What students could try: cells that want points, files, other students' grades or the marker's computer.

Every one is put in front of wrong answers to all exercises of lesson 01. CANARY is a folder that everybody may write
to, PORT one on which the tests listen; both are put in before a cell is used. `win` is what an attack does once it
believes to be at the place where points are made.
"""

WIN = """
def win(text="-0.5717\\n0.9958\\n-0.3452\\n"):
    print(text, end="")
"""

OF_PYTHON = {
    "patched print_values": "import helpers.checks.values as v\nv.print_values = lambda *a, **k: win()",
    "patched only_values": "import helpers.graded as g, contextlib\n"
                           "g.only_values = contextlib.contextmanager(lambda: iter([lambda *a, **k: win()]))",
    "shadowed print_values": "print_values = lambda *a, **k: win()",
    "patched cases": "import helpers.checks.values as v\nv.neuron_cases = v.layer_cases = lambda seed: []",
    "patched rounding": "import helpers.checks.values as v\nv._canonical = lambda *a: ''",
    "sys.modules": "import sys, types\nsys.modules['helpers.checks.values'] = types.SimpleNamespace(\n"
                   "    print_values=win, neuron_cases=lambda s: [], layer_cases=lambda s: [], typed_shapes=win)",
    "builtins": "import builtins\nbuiltins.float = builtins.round = lambda *a: 0\n"
                "builtins.print = lambda *a, **k: None",
    "import hook": "import builtins\nreal = builtins.__import__\n"
                   "builtins.__import__ = lambda n, *a: win() if 'values' in n else real(n, *a)",
    "input transformer": "get_ipython().input_transformers_cleanup.append(lambda lines: ['win()\\n'])",
    "AST transformer": "import ast\nclass T(ast.NodeTransformer):\n    def visit_Module(self, node):\n"
                       "        return ast.parse('win()')\nget_ipython().ast_transformers.append(T())",
    "run_cell": "get_ipython().run_cell = lambda *a, **k: win()",
    "pre_run_cell": "get_ipython().events.register('pre_run_cell', lambda info: win())",
    "displayhook": "import sys\nsys.displayhook = lambda v: win()",
    "always equal": "class E(str):\n    __eq__ = lambda s, o: True\n    __hash__ = str.__hash__\n"
                    "my_neuron = my_layer = lambda *a: E('x')",
    "a string for a number": "my_neuron = lambda x, w, b, phi: 'right'\nmy_layer = my_neuron",
    "a list that grows": "class L(list):\n    def __iter__(self):\n        while True:\n            yield 0\n"
                         "my_layer = lambda *a: L([1])",
    "seed": "seed = 0\nimport numpy\nnumpy.random.seed(0)",
    "saved outputs": "my_neuron = lambda x, w, b, phi: {1: -0.5717, 5: 0.9958, 3: -0.3452}[len(x)]",
    "forged message": "k = get_ipython().kernel\nfor t in ('-0.5717\\n0.9958\\n-0.3452\\n', 'm r\\nm\\n'):\n"
                      "    k.session.send(k.iopub_socket, 'stream', {'name': 'stdout', 'text': t},\n"
                      "                   parent=k.get_parent())",
    "forged replies": "k = get_ipython().kernel\ndef forged(*a, **k): win()\nk.do_execute = forged",
    "forged pass": "print('1 passed, 0 failed')\nprint('{\"right\": true}')",
    "a pickle": "import pickle\nclass P:\n    def __reduce__(self):\n        return (win, ())\n"
                "my_neuron = my_layer = lambda *a: P()",
    "display of HTML": "from IPython.display import HTML, display\ndisplay(HTML('<script>alert(1)</script>'))",
    "comm": "from ipykernel.comm import Comm\nComm(target_name='jupyter.widget', data={'state': {}})",
    "unraisable": "raise type('X', (BaseException,), {'__str__': lambda s: '-0.5717'})()",
    "nbval's marks": "# NBVAL_SKIP\nwin()",
    "nbval ignores": "# NBVAL_IGNORE_OUTPUT\nwin()",
    "nbval takes exceptions": "# NBVAL_RAISES_EXCEPTION\nraise ValueError",
}

OF_FILES = {
    "solutions from disk": "import glob, re\nfor f in glob.glob('/**/solutions/*.ipynb', recursive=True):\n"
                           "    exec(open(f).read())",
    "all helpers from disk": "import glob, sys\nfor f in glob.glob('/**/helpers/neurons.py', recursive=True):\n"
                             "    sys.path.insert(0, f.rsplit('/', 2)[0])\n"
                             "sys.modules.pop('helpers.neurons')\nfrom helpers.neurons import layer, neuron\n"
                             "my_layer, my_neuron = layer, neuron",
    "what is asked for": "from helpers.neurons import layer, neuron\nmy_layer, my_neuron = layer, neuron",
    "forward": "from helpers.neurons import forward\n"
               "my_layer = lambda x, W, b, phi: forward(Network(W, b, W, b, phi), x).a",
    "backprop": "from helpers.backprop import backprop",
    "references in memory": "import gc\nmy_neuron = next(f for f in gc.get_objects()\n"
                            "                 if getattr(f, '__name__', '') == 'neuron')",
    "reload": "import importlib, helpers.neurons\nimportlib.reload(helpers.neurons)\nmy_layer = helpers.neurons.layer",
    "other submissions": "import os\nfor d in ('/tmp', '/work', '/home', '/root', '/srv', '/mnt'):\n"
                         "    for p, _, names in os.walk(d):\n"
                         "        [exec(open(p + '/' + n).read()) for n in names if n.endswith('.ipynb')]",
    "environment of the parent": "print(open('/proc/1/environ', 'rb').read())",
    "memory of the parent": "open('/proc/1/mem', 'rb+').write(b'x')",
    "root of the parent": "import os\nos.listdir('/proc/1/root')\n"
                          "open('/proc/1/root' + CANARY + '/x', 'w').write('x')",
    "writing outside": "open(CANARY + '/mark', 'w').write('x')",
    "a shell outside": "import subprocess\nsubprocess.run(f'echo x > {CANARY}/mark', shell=True)",
    "conftest": "for d in ('.', '/tmp', '/graded', CANARY):\n"
                "    open(d + '/conftest.py', 'w').write('raise SystemExit')",
    "sitecustomize": "import sys\nfor d in sys.path:\n    open((d or '.') + '/sitecustomize.py', 'w').write('1/0')",
    "changed helpers": "import helpers.checks.values as v\nopen(v.__file__, 'a').write('def print_values(*a): pass')",
    "changed python": "import os\nopen(os.__file__, 'a').write('1/0')",
    "links": "import os\nos.symlink('/', 'root')\nopen('root' + CANARY + '/x', 'w').write('x')",
    "devices": "import os\nos.mknod('disk', 0o60600, os.makedev(254, 0))\nopen('disk', 'wb').write(b'x')",
    "settings of the system": "open('/proc/sys/kernel/core_pattern', 'w').write('|/bin/false')",
    "other packages": "import scipy.special\nmy_neuron = my_layer = lambda *a: scipy.special.expit(1)",
    "debugger": "import debugpy",
    "pytest": "import _pytest, nbval, grading",
    "sockets of Jupyter": "import glob, os\n[os.unlink(f) for f in glob.glob('/sockets/**', recursive=True)]\n"
                          "open('/sockets/x', 'w').write('x')",
}

OF_PROCESSES = {
    "killing the parent": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
    "killing everybody": "import os, signal\nos.kill(-1, signal.SIGTERM)",
    "os._exit": "import os\nos._exit(0)",
    "abort": "import os\nos.abort()",
    "segmentation fault": "import ctypes\nctypes.string_at(0)",
    "sys.exit": "import sys\nsys.exit(0)",
    "quit": "get_ipython().kernel.do_shutdown(False)\nexit()",
    "input": "input('points?')",
    "endless loop": "while True:\n    pass",
    "endless loop that is not interrupted": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True:\n"
                                            "    try:\n        while True: pass\n    except BaseException: pass",
    "sleep": "import time\ntime.sleep(1e6)",
    "loop in a hidden cell": "def my_neuron(x, w, b, phi):\n    while True: pass",
    "exit in a hidden cell": "def my_neuron(x, w, b, phi):\n    import os; os._exit(0)",
    "50 GB": "import numpy\nnumpy.ones(6 * 10**9)",
    "memory step by step": "held = []\nwhile True:\n    held.append(bytearray(2**24))",
    "memory in files": "i = 0\nwhile True:\n    open(f'/dev/shm/{i}', 'wb').write(bytes(2**24)); i += 1",
    "memory nobody counts": "import os\nheld = [os.memfd_create('x') for _ in range(9)]\n"
                            "[os.write(f, bytes(2**24)) for f in held]",
    "fork bomb": "import os\nwhile True:\n    os.fork()",
    "threads": "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(1e6,)).start()",
    "flood of output": "while True:\n    print('x' * 10**6)",
    "200 MB of output": "import sys\nfor _ in range(200):\n    sys.__stdout__.write('x' * 10**6)\n"
                        "    print('x' * 10**6)",
    "flood from a thread": "import threading\ndef flood():\n    while True: print('x' * 10**5)\n"
                           "threading.Thread(target=flood, daemon=True).start()",
    "a process left behind": "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'while True:\\n'\n"
                             "    '  try: open(\"/tmp/mark\", \"a\").write(\"x\")\\n  except OSError: pass'],\n"
                             "                 start_new_session=True)",
    "a daemon": "import os\nif os.fork() == 0:\n    os.setsid()\n"
                "    if os.fork() == 0:\n        while True: pass\n    os._exit(0)",
    "new namespaces": "import ctypes\nl = ctypes.CDLL(None, use_errno=True)\n"
                      "print([l.unshare(f) for f in (0x10000000, 0x20000, 0x40000000)],\n"
                      "      l.mount(b'/', b'/tmp', b'', 4096, b''))",
    "tracing": "import ctypes, os\nl = ctypes.CDLL(None)\nprint(l.ptrace(16, os.getppid(), 0, 0))",
    "uncovering": "import ctypes\nl = ctypes.CDLL(None)\nprint(l.umount2(b'/sockets', 2), l.umount2(b'/tmp', 2))",
    "network": "import socket\nfor host in ('127.0.0.1', '10.0.0.1', '::1'):\n"
               "    try: socket.create_connection((host, PORT), timeout=0.2).send(b'x')\n    except OSError: pass",
    "the warm process": "import socket, json\ns = socket.socket(socket.AF_UNIX)\ns.connect('/sockets/warm')\n"
                        "s.send(json.dumps({'folder': '/sockets/x', 'connection': {}}).encode())",
}

ATTACKS = OF_PYTHON | OF_FILES | OF_PROCESSES
