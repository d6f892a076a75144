import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { routes } from '@juxian/functions/routes.ts';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { hostsOf, JuxianStage, requireMainland } from './stage.ts';

const app = new App();
requireMainland(process.env.CDK_DEFAULT_REGION, app.node.tryGetContext('data') === 'fictional');
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string };
const counties = hostsOf(String(app.node.tryGetContext('counties') ?? ''));
new JuxianStage(app, 'Juxian', { routes, version, bundles: here('dist'), pages: here('../web/dist'), counties });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
