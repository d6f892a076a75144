const room = (name) => `^packages/${name}/`;
const runtime = { dependencyTypesNot: ['type-only'] };

/** A room of packages/ that may import itself and the rooms named, and nothing else of the project. */
const mayImport = (name, allowed) => ({
  name: `order-${name}`,
  comment: `packages/${name} may import ${[name, ...allowed].join(', ')} only`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^(packages|functions|web|infra|test)/', pathNot: [name, ...allowed].map(room) },
});

module.exports = {
  forbidden: [
    mayImport('base', []),
    mayImport('rules', ['base']),
    mayImport('store', ['base']),
    mayImport('engine', ['base', 'rules', 'store']),
    mayImport('modules', ['base', 'rules', 'store', 'engine']),
    mayImport('documents', ['base', 'rules', 'store', 'engine', 'modules']),
    mayImport('core', ['base', 'store']),
    {
      name: 'order-functions',
      comment: 'functions may import every package, and no page, template or test',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(web|infra|test)/' },
    },
    {
      name: 'order-infra',
      comment: 'infra reads the route table, the policies and what the indexes carry',
      severity: 'error',
      from: { path: '^infra/' },
      to: {
        path: '^(packages|functions|web|test)/',
        pathNot: '^(functions/routes|packages/store/(policy|create))\\.ts$',
      },
    },
    {
      name: 'order-web',
      comment: 'web runs base, pure schemas and the screens of kinds; of everything else it takes types',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^(packages|functions|infra|test)/',
        pathNot: [room('base'), '/schema\\.ts$', '^packages/engine/kinds/[^/]+/Screen\\.tsx$'],
        ...runtime,
      },
    },
    {
      name: 'schema-is-pure',
      comment: 'a schema.ts is loaded by the browser too: base, rules, other schemas and zod, nothing else',
      severity: 'error',
      from: { path: '/schema\\.ts$' },
      to: { pathNot: [room('base'), room('rules'), '/schema\\.ts$', '^node_modules/zod/'], ...runtime },
    },
    {
      name: 'screen-is-antd',
      comment: 'the Screen of a kind imports antd, react, base and pure schemas only',
      severity: 'error',
      from: { path: '^packages/engine/kinds/[^/]+/Screen\\.tsx$' },
      to: {
        pathNot: [
          room('base'),
          '/schema\\.ts$',
          '^packages/engine/kinds/[^/]+/Screen\\.tsx$',
          '^node_modules/(antd|@ant-design/icons|dayjs|react|react-dom|@types/react|@types/react-dom)/',
        ],
        ...runtime,
      },
    },
    {
      name: 'screen-for-web',
      comment: 'a server never loads the component library: only web takes a Screen',
      severity: 'error',
      from: { pathNot: ['^web/', '^test/', '^packages/engine/kinds/[^/]+/Screen\\.tsx$'] },
      to: { path: '/Screen\\.tsx$', ...runtime },
    },
    {
      name: 'one-way-to-the-cloud',
      comment: 'only the store makes a client of the cloud',
      severity: 'error',
      from: { pathNot: [room('store'), '^test/', '^infra/'] },
      to: { path: '^node_modules/@(aws-sdk|smithy)/', ...runtime },
    },
    {
      name: 'no-circle',
      comment: 'no file needs itself to run',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: runtime },
    },
    {
      name: 'is-there',
      comment: 'every import that runs resolves; types are the compiler’s affair',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, ...runtime },
    },
  ],
  options: {
    exclude: { path: '(^|/)(dist|cdk\\.out)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
