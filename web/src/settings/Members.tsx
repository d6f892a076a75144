import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { restAsked } from '../api.ts';
import { listed, say } from '../locale.ts';
import { issueAt, type Problem, problemOf } from '../problem.ts';
import { meQuery, queries } from '../queries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Phase } from '../ui/Phase.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { Frame } from './Frame.tsx';
import { Recusals } from './Recusals.tsx';
import { Secret } from './Secret.tsx';
import { type MemberLine, membersQuery, type RoleLine, rolesQuery } from './settings.ts';
import { terms, ways } from './words.ts';

const phases = { active: 'done', invited: 'waiting', disabled: 'refused' } as const;
const phaseOf = (status: string) => phases[status as keyof typeof phases] ?? 'draft';
const statusOf = (status: string): string =>
  say(terms.statuses[status as keyof typeof phases] ?? terms.statuses.invited);

/** People, their roles and their invitations. Who opens accounts does not give roles. */
export function Members() {
  const { data: me } = useSuspenseQuery(meQuery);
  const { data: members, error, refetch } = useQuery(membersQuery);
  const { data: roles = [] } = useQuery(rolesQuery);
  const [dialog, setDialog] = useState<
    { kind: 'invite' } | { kind: 'roles' | 'recusals'; member: MemberLine } | { kind: 'link'; url: string }
  >();
  useTitle(say(terms.members), say(words.shell.settings));
  const isSystem = me.member.roles.includes('system');
  const isSecurity = me.member.roles.includes('security');
  const labels = (names: readonly string[]) =>
    listed(names.map((name) => roles.find((role) => role.name === name)?.label ?? name));
  const act = async (path: string, ask: { method: 'POST' | 'PUT'; body?: unknown }, said: string) => {
    try {
      const answer = await restAsked<Partial<MemberLine> | undefined>(path, ask);
      if (answer?.invitation?.url) setDialog({ kind: 'link', url: answer.invitation.url });
      else toast(said);
      void queries.invalidateQueries({ queryKey: ['members'] });
    } catch (problem) {
      toast(problemOf(problem).detail, 'refused');
    }
  };
  return (
    <Frame page="members">
      <div className="strip">
        <p className="dim">{say(terms.apart)}</p>
        {isSystem ? (
          <div className="end">
            <Button look="act" onClick={() => setDialog({ kind: 'invite' })}>
              {say(terms.invite)}
            </Button>
          </div>
        ) : null}
      </div>
      {error ? <Broken error={error} again={refetch} /> : null}
      {members || error ? null : <Bones />}
      {members ? (
        <div className="scroll">
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{say(terms.person)}</th>
                <th scope="col">{say(terms.email)}</th>
                <th scope="col">{say(terms.roles)}</th>
                <th scope="col">{say(words.list.state)}</th>
                <th scope="col">
                  <span className="sr">{say(words.acts)}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {members.map((member) => (
                <tr key={member.id}>
                  <th scope="row">{member.name}</th>
                  <td className="dim">{member.email}</td>
                  <td>
                    {labels(member.roles)}
                    {member.requested?.length ? (
                      <span className="faint">　{say(terms.requested, { roles: labels(member.requested) })}</span>
                    ) : null}
                  </td>
                  <td>
                    <Phase phase={phaseOf(member.status)} label={statusOf(member.status)} />
                  </td>
                  <td className="num nowrap acts-cell">
                    {isSecurity ? (
                      <button type="button" className="linky" onClick={() => setDialog({ kind: 'roles', member })}>
                        {say(terms.setRoles)}
                        <span className="sr"> {member.name}</span>
                      </button>
                    ) : null}
                    {isSecurity ? (
                      <button type="button" className="linky" onClick={() => setDialog({ kind: 'recusals', member })}>
                        {say(ways.recusals.act)}
                        <span className="sr"> {member.name}</span>
                      </button>
                    ) : null}
                    {isSystem && member.status === 'invited' ? (
                      <button
                        type="button"
                        className="linky"
                        onClick={() => act(`/members/${member.id}/invitation`, { method: 'POST' }, say(terms.sent))}
                      >
                        {say(terms.sendAgain)}
                        <span className="sr"> {member.name}</span>
                      </button>
                    ) : null}
                    {isSystem && member.id !== me.member.id && member.status !== 'invited' ? (
                      <button
                        type="button"
                        className="linky"
                        onClick={() =>
                          act(
                            `/members/${member.id}/status`,
                            { method: 'PUT', body: { status: member.status === 'active' ? 'disabled' : 'active' } },
                            say(words.saved),
                          )
                        }
                      >
                        {say(member.status === 'active' ? terms.disable : terms.enable)}
                        <span className="sr"> {member.name}</span>
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {dialog?.kind === 'invite' ? (
        <Invite
          roles={roles}
          close={() => setDialog(undefined)}
          invited={(url) => setDialog(url ? { kind: 'link', url } : undefined)}
        />
      ) : null}
      {dialog?.kind === 'roles' ? (
        <Roles roles={roles} member={dialog.member} close={() => setDialog(undefined)} />
      ) : null}
      {dialog?.kind === 'recusals' ? <Recusals member={dialog.member} close={() => setDialog(undefined)} /> : null}
      {dialog?.kind === 'link' ? (
        <Secret
          title={say(terms.inviteLink)}
          note={say(terms.linkNote)}
          secret={dialog.url}
          close={() => setDialog(undefined)}
        />
      ) : null}
    </Frame>
  );
}

export const RoleChoice = ({
  roles,
  chosen,
  change,
}: {
  roles: readonly RoleLine[];
  chosen: readonly string[];
  change(next: string[]): void;
}) => (
  <fieldset className="field">
    <legend className="label">{say(terms.roles)}</legend>
    {roles.map(({ name, label, help }) => (
      <label className="opt" key={name}>
        <input
          type="checkbox"
          checked={chosen.includes(name)}
          onChange={({ target }) => change(target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))}
        />
        <span>
          {label}
          <small>{help}</small>
        </span>
      </label>
    ))}
  </fieldset>
);

function Invite({
  roles,
  close,
  invited,
}: {
  roles: readonly RoleLine[];
  close(): void;
  invited(url: string | undefined): void;
}) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<string[]>(['office']);
  const { busy, problem, work } = useWork();
  const submit = () =>
    work(async () => {
      const { invitation } = await restAsked<MemberLine>('/members', {
        method: 'POST',
        body: { name, email, roles: chosen },
      });
      void queries.invalidateQueries({ queryKey: ['members'] });
      invited(invitation?.url);
    });
  const line = (id: string, path: string, label: string, value: string, change: (value: string) => void) => (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="in"
        value={value}
        autoComplete="off"
        aria-invalid={issueAt(problem, path) !== undefined}
        onChange={({ target }) => change(target.value)}
      />
      {issueAt(problem, path) ? <p className="err">{issueAt(problem, path)}</p> : null}
    </div>
  );
  return (
    <Dialog title={say(terms.invite)} close={close} submit={submit}>
      {problem && !problem.fields ? (
        <p className="err" role="alert">
          {problem.detail}
        </p>
      ) : null}
      {line('invite-name', 'name', say(terms.person), name, setName)}
      {line('invite-email', 'email', say(terms.email), email, setEmail)}
      <RoleChoice roles={roles} chosen={chosen} change={setChosen} />
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit" busy={busy}>
          {say(terms.invite)}
        </Button>
      </div>
    </Dialog>
  );
}

function Roles({ roles, member, close }: { roles: readonly RoleLine[]; member: MemberLine; close(): void }) {
  const [chosen, setChosen] = useState<string[]>([...new Set([...member.roles, ...(member.requested ?? [])])]);
  const [problem, setProblem] = useState<Problem>();
  const submit = async () => {
    try {
      await restAsked(`/members/${member.id}/roles`, { method: 'PUT', body: { roles: chosen } });
      void queries.invalidateQueries({ queryKey: ['members'] });
      toast(say(words.saved));
      close();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Dialog title={say(terms.rolesOf, { name: member.name })} close={close} submit={submit}>
      {problem ? (
        <div className="note refused" role="alert">
          <div>
            <p>{problem.detail}</p>
            {problem.rule ? <p className="small">{say(words.record.basis, { rule: problem.rule })}</p> : null}
          </div>
        </div>
      ) : null}
      <RoleChoice roles={roles} chosen={chosen} change={setChosen} />
      <div className="acts">
        <Button look="quiet" onClick={close}>
          {say(words.cancel)}
        </Button>
        <Button look="act" type="submit">
          {say(words.save)}
        </Button>
      </div>
    </Dialog>
  );
}
