'use strict';

const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

let client;

/** Starts the language server that the setting `mfl.server` names. */
async function activate() {
  const [command, ...args] = workspace.getConfiguration('mfl').get('server') ?? [];
  if (!command) {
    return;
  }
  client = new LanguageClient('mfl', 'MFL', { command, args }, { documentSelector: [{ language: 'mfl' }] });
  await client.start();
}

/** Stops it. */
function deactivate() {
  return client?.stop();
}

module.exports = { activate, deactivate };
