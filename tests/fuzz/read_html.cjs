/* What a browser makes of pages: jsdom parses them, and runs nothing.
 *
 *     NODE_PATH=... node read_html.cjs < PATHS
 *
 * Standard input has the path of a page a line; a page is answered by a line of JSON: its texts by the places that
 * are asked for, and what in it could act. */
'use strict'
const fs = require('fs')
const readline = require('readline')
const { JSDOM, VirtualConsole } = require('jsdom')

const PASSIVE = new Set(('html head meta title style script body main header footer nav article section h1 h2 h3 h4 h5 h6 p ' +
  'a ul ol li dl dt dd table caption colgroup col thead tbody tr th td pre code em strong b i q blockquote br hr span div ' +
  'details summary form fieldset legend label input button output figure figcaption small sub sup abbr kbd mark ' +
  'noscript wbr').split(' '))
const DRAWN = new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1998/Math/MathML'])
const DRAWN_NEVER = new Set(['script', 'foreignobject', 'a', 'image', 'use', 'animate', 'set', 'maction', 'annotation-xml'])

function faultsOf(document, fragment) {
  const faults = []
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName.toLowerCase()
    const drawn = DRAWN.has(element.namespaceURI)
    if (drawn ? DRAWN_NEVER.has(name) : !PASSIVE.has(name) || (fragment && ['script', 'style', 'meta', 'form'].includes(name))) {
      if (!(fragment && element.closest('head') !== null)) faults.push(`<${name}>`)
    }
    for (const { name: key, value } of element.attributes) {
      const address = /^(href|src|action|formaction|xlink:href|data|poster|srcset|ping|background)$/i.test(key)
      if (/^on/i.test(key) || /^srcdoc$/i.test(key)) faults.push(`${key}="${value}"`)
      if (address && !/^(https?:\/\/|mailto:|#|\.\/)/i.test(value)) faults.push(`${key}="${value}"`)
      if (key === 'style' && /url|expression|@import|position/i.test(value)) faults.push(`${key}="${value}"`)
    }
  }
  return faults
}

function texts(document, selector) {
  return Array.from(document.querySelectorAll(selector), (element) => element.textContent)
}

readline.createInterface({ input: process.stdin }).on('line', (path) => {
  const fragment = path.endsWith('.fragment')
  const { document } = new JSDOM(fs.readFileSync(path, 'utf8'), { virtualConsole: new VirtualConsole() }).window
  process.stdout.write(JSON.stringify({
    path,
    faults: faultsOf(document, fragment),
    scripts: texts(document, 'script'),
    styles: texts(document, 'style'),
    title: texts(document, 'head > title'),
    h1: texts(document, 'h1'),
    th: texts(document, 'th'),
    all: document.body.textContent
  }) + '\n')
})
