/** The arrows of ARCHITECTURE.md, checked by `npm run check:arrows`. Each rule speaks to whoever trips it. */
module.exports = {
  forbidden: [
    {
      name: 'bot-is-pure',
      severity: 'error',
      comment:
        'The engine knows no channel, database, HTTP, clock or file. Return what should happen as data, and let an adapter do it.',
      from: { path: '^bot/' },
      to: { pathNot: ['^bot/', '^node_modules/(zod|fuse\\.js|i18next|khmer-normalizer)/'] },
    },
    {
      name: 'one-door',
      severity: 'error',
      comment: 'Import the engine through bot/index.ts, so that its insides can change without you.',
      from: { path: '^(adapters|scripts)/' },
      to: { path: '^bot/', pathNot: '^bot/index[.]ts$' },
    },
    {
      name: 'adapters-are-strangers',
      severity: 'error',
      comment: 'Two adapters meet only in the files directly under adapters/ (main.ts, villager.ts …).',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^adapters/[^/]+/', pathNot: ['^adapters/$1/', '^adapters/web/'] },
    },
    {
      name: 'only-http-serves-the-web',
      severity: 'error',
      comment:
        'The web channel is served by adapters/http, and known to no other adapter: let them meet in a file directly under adapters/.',
      from: { path: '^adapters/([^/]+)/', pathNot: '^adapters/(http|web)/' },
      to: { path: '^adapters/web/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      comment: 'Test code is not part of the product: move what you need out of test/.',
      from: { path: '^(bot|adapters|scripts)/', pathNot: '^scripts/dev([.]ts$|/)' },
      to: { path: '^test/' },
    },
    {
      name: 'dev-shows-the-imitations',
      severity: 'error',
      comment:
        '`npm run dev` shows the very imitations that the tests are run against, so that what one sees there is what is tested. It takes nothing else out of test/.',
      from: { path: '^scripts/dev([.]ts$|/)' },
      to: { path: '^test/', pathNot: '^test/fakes/' },
    },
    {
      name: 'scripts-are-ends',
      severity: 'error',
      comment: 'A script is a command, nothing builds on it: move what you need into adapters/ or bot/.',
      from: { path: '^(bot|adapters)/' },
      to: { path: '^scripts/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one idea, or a third file is missing.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment: 'Nobody uses this file: delete it.',
      from: {
        orphan: true,
        path: '^(bot|adapters)/',
        pathNot: ['[.]d[.]ts$', '^adapters/(main|content/worker)[.]ts$', '^adapters/web/assets/'],
      },
      to: {},
    },
    {
      name: 'no-dev-dependencies',
      severity: 'error',
      comment:
        'The product runs without devDependencies: move the package to dependencies, or the code to scripts/ or test/.',
      from: { path: '^(bot|adapters)/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'This import leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
