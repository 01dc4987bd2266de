"""A browser that is told what to do: chromium, by WebDriver, with Python's own library alone."""
import base64
import json
import re
import subprocess
import urllib.request

KEYS = {'Enter': '\ue007', 'Escape': '\ue00c', 'Backspace': '\ue003', 'Tab': '\ue004', 'Space': ' ',
        'PageUp': '\ue00e', 'PageDown': '\ue00f', 'End': '\ue010', 'Home': '\ue011', 'Left': '\ue012',
        'Up': '\ue013', 'Right': '\ue014', 'Down': '\ue015'}


class Browser:
    def __init__(self, width=1000, height=800, dark=False, scripts=True):
        self.driver = subprocess.Popen(['chromedriver', '--port=0'], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            found = re.search(r'successfully on port (\d+)', line)
            if found:
                self.root = f'http://127.0.0.1:{found[1]}'
                break
        arguments = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars',
                     f'--window-size={width},{height}', '--force-device-scale-factor=1']
        wanted = {'browserName': 'chrome', 'goog:chromeOptions': {'args': arguments},
                  'goog:loggingPrefs': {'browser': 'ALL'}}
        self.session = ''
        made = self.call('POST', '/session', {'capabilities': {'alwaysMatch': wanted}})
        self.session = f'/session/{made["sessionId"]}'
        self.devtools('Emulation.setDeviceMetricsOverride',
                      width=width, height=height, deviceScaleFactor=1, mobile=False)
        if not scripts:
            self.devtools('Emulation.setScriptExecutionDisabled', value=True)
        if dark:
            self.devtools('Emulation.setEmulatedMedia',
                          features=[{'name': 'prefers-color-scheme', 'value': 'dark'}])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call('DELETE', '')
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()

    def call(self, method, path, data=None):
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(self.root + self.session + path, body, method=method,
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)['value']

    def devtools(self, command, **parameters):
        return self.call('POST', '/goog/cdp/execute', {'cmd': command, 'params': parameters})

    def open(self, path):
        self.call('POST', '/url', {'url': f'file://{path}'})

    def script(self, text, *arguments):
        return self.call('POST', '/execute/sync', {'script': text, 'args': list(arguments)})

    def press(self, *names):
        """Keys by name, or characters, one after the other, as a keyboard has them."""
        for name in names:
            key = KEYS.get(name, name)
            actions = [{'type': 'keyDown', 'value': key}, {'type': 'keyUp', 'value': key}]
            self.call('POST', '/actions', {'actions': [{'type': 'key', 'id': 'keyboard', 'actions': actions}]})

    def click(self, selector):
        self.script('document.querySelector(arguments[0]).click()', selector)

    def text(self, selector):
        return self.script('const e = document.querySelector(arguments[0]); return e && e.textContent', selector)

    def messages(self):
        """What the console and the policy of the page had to say."""
        return [entry['message'] for entry in self.call('POST', '/se/log', {'type': 'browser'})]

    def save(self, path, data):
        with open(path, 'wb') as out:
            out.write(base64.b64decode(data))

    def picture(self, path, whole=False):
        shot = self.devtools('Page.captureScreenshot', format='png', captureBeyondViewport=whole)
        self.save(path, shot['data'])

    def print(self, path):
        self.save(path, self.devtools('Page.printToPDF', printBackground=True, preferCSSPageSize=False)['data'])
