import type { Statement } from '@juxian/store/policy.ts';
import { type CfnResource, Stack, Validations } from 'aws-cdk-lib';
import {
  ArnPrincipal,
  CompositePrincipal,
  type IRole,
  PolicyDocument,
  PolicyStatement,
  Role,
  SessionTagsPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';

/** A policy document of exactly these statements: what the local guard judges by is what the cloud enforces. */
export const documentOf = (statements: readonly Statement[]): PolicyDocument =>
  new PolicyDocument({
    minimize: false,
    statements: statements.map((statement) => PolicyStatement.fromJson(statement)),
  });

/**
 * A role whose reach is decided by the tenant tag of the session, and which only `takers` may take.
 * `conditions` of the trust: the shape of the tag, and no other tag.
 */
export function taggedRole(
  scope: Construct,
  id: string,
  settings: {
    takers: readonly IRole[];
    conditions: Record<string, Record<string, string | string[]>>;
    policies: Record<string, readonly Statement[]>;
  },
): Role {
  const takers = settings.takers.map((role) =>
    new SessionTagsPrincipal(new ArnPrincipal(role.roleArn)).withConditions(settings.conditions),
  );
  const role = new Role(scope, id, {
    assumedBy: new CompositePrincipal(...takers),
    inlinePolicies: Object.fromEntries(
      Object.entries(settings.policies).map(([name, part]) => [name, documentOf(part)]),
    ),
  });
  for (const taker of settings.takers)
    taker.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        resources: [role.roleArn],
      }),
    );
  return role;
}

/** Accepts findings of the checks below a construct: each by its id, each with its reason. */
export const accept = (construct: IConstruct, reasons: Record<string, string>): void =>
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id: `AwsSolutions::AwsSolutions-${id}`, reason })),
  );

/** How the checks spell the ARN of a resource. */
export const spelled = (construct: IConstruct): string =>
  `<${Stack.of(construct).getLogicalId(construct.node.defaultChild as CfnResource)}.Arn>`;
