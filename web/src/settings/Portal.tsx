import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../locale.ts';
import { issueAt, type Problem } from '../problem.ts';
import { Button } from '../ui/Button.tsx';
import { Bones, Broken } from '../ui/state.tsx';
import { useTitle } from '../ui/title.ts';
import { toast } from '../ui/toast.tsx';
import { useWork } from '../ui/work.ts';
import { words } from '../words.ts';
import { Frame } from './Frame.tsx';
import { OwnAddress } from './OwnAddress.tsx';
import { type Face, type Portal as PortalAnswer, portalQuery, previewFace, saveFace } from './portal.ts';
import { portalWords } from './portalWords.ts';
import { ways } from './words.ts';

/** How the portal looks, and under which address it is found. */
export function Portal() {
  const { data: portal, error, refetch } = useQuery(portalQuery);
  useTitle(say(ways.portal), say(words.shell.settings));
  return (
    <Frame page="portal">
      {error ? <Broken error={error} again={refetch} /> : null}
      {portal || error ? null : <Bones />}
      {portal ? <OwnAddress portal={portal} /> : null}
      {portal ? <FaceForm key={JSON.stringify(portal.brand) + portal.colour} portal={portal} /> : null}
    </Frame>
  );
}

type Change = Partial<Face>;
type Line = Exclude<keyof Face, 'colour' | 'emblem'>;

function FaceForm({ portal }: { portal: PortalAnswer }) {
  const { emblem: stands, ...brand } = portal.brand;
  const [face, setFace] = useState<Face>({ ...brand, colour: portal.colour || null });
  const [shown, setShown] = useState<{ html: string; contrast: number }>();
  const { busy, problem, work } = useWork();
  const change = (some: Change) => {
    setFace({ ...face, ...some });
    setShown(undefined);
  };
  const preview = () => work(async () => setShown(await previewFace(face, portal.revision)));
  const save = () =>
    work(async () => {
      await saveFace(face, portal.revision);
      toast(say(words.saved));
    });
  const line = (name: Line, label: string, most: number, help?: string) => (
    <div className="field">
      <label htmlFor={`face-${name}`}>{label}</label>
      <input
        id={`face-${name}`}
        className="in"
        maxLength={most}
        value={face[name]}
        aria-invalid={issueAt(problem, name) !== undefined}
        onChange={({ target }) => change({ [name]: target.value })}
      />
      {help ? <p className="help">{help}</p> : null}
      <Issue problem={problem} path={name} />
    </div>
  );
  return (
    <form
      className="panel narrow"
      aria-labelledby="face"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <header>
        <h2 id="face">{say(portalWords.face)}</h2>
        <span className="faint">{say(portalWords.faceNote)}</span>
      </header>
      {problem && !problem.fields ? (
        <p className="note refused" role="alert">
          {problem.detail}
        </p>
      ) : null}
      <div className="fields">
        {line('title', say(portalWords.name), 30, say(portalWords.nameHelp, { county: portal.name }))}
        {line('slogan', say(portalWords.slogan), 40)}
        <Colour face={face} portal={portal} change={change} problem={problem} />
        <Emblem face={face} stands={stands} change={change} problem={problem} />
      </div>
      <h3 className="foot">{say(portalWords.foot)}</h3>
      <div className="fields">
        {line('organiser', say(portalWords.organiser), 60, say(portalWords.organiserHelp))}
        {line('icp', say(portalWords.icp), 40, say(portalWords.filingHelp))}
        {line('police', say(portalWords.police), 40)}
        {line('siteCode', say(portalWords.siteCode), 12)}
      </div>
      <p className="acts">
        <Button busy={busy} onClick={preview}>
          {say(portalWords.preview)}
        </Button>
        <Button type="submit" busy={busy}>
          {say(words.save)}
        </Button>
      </p>
      {shown ? (
        <>
          <p className="help" role="status">
            {say(portalWords.contrast, { n: shown.contrast })}
          </p>
          <iframe className="portal-seen" title={say(portalWords.previewTitle)} sandbox="" srcDoc={shown.html} />
        </>
      ) : null}
    </form>
  );
}

type PartProps = { face: Face; change(some: Change): void; problem: Problem | undefined };

const Issue = ({ problem, path }: { problem: Problem | undefined; path: string }) => {
  const said = issueAt(problem, path);
  return said ? <p className="err">{said}</p> : null;
};

function Colour({ face, portal, change, problem }: PartProps & { portal: PortalAnswer }) {
  const colour = face.colour ?? '';
  const set = (text: string) => change({ colour: text === '' ? null : text });
  return (
    <div className="field">
      <label htmlFor="face-colour">{say(words.county.colour)}</label>
      <span className="colour">
        <input
          id="face-colour"
          className="in"
          value={colour}
          placeholder={portal.defaultColour}
          maxLength={7}
          aria-invalid={issueAt(problem, 'colour') !== undefined}
          onChange={({ target }) => set(target.value)}
        />
        <input
          type="color"
          aria-label={say(words.county.colour)}
          value={/^#[0-9a-f]{6}$/i.test(colour) ? colour : portal.defaultColour}
          onChange={({ target }) => set(target.value)}
        />
      </span>
      <p className="help">{say(words.county.colourHelp)}</p>
      <Issue problem={problem} path="colour" />
    </div>
  );
}

function Emblem({ face, stands, change, problem }: PartProps & { stands: PortalAnswer['brand']['emblem'] }) {
  const choose = async (file: File | undefined) => {
    change({ emblem: file && (await base64Of(file)) });
  };
  return (
    <div className="field">
      <label htmlFor="face-emblem">{say(portalWords.emblem)}</label>
      <input
        id="face-emblem"
        className="in"
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-describedby="face-emblem-help"
        aria-invalid={issueAt(problem, 'emblem') !== undefined}
        onChange={({ target }) => void choose(target.files?.[0])}
      />
      {stands && typeof face.emblem !== 'string' ? (
        <p className="help">
          {face.emblem === null ? say(portalWords.emblemGone) : say(portalWords.emblemStands, stands)}{' '}
          {face.emblem === null ? null : (
            <button type="button" className="linky" onClick={() => change({ emblem: null })}>
              {say(portalWords.emblemDrop)}
            </button>
          )}
        </p>
      ) : null}
      <p className="help" id="face-emblem-help">
        {say(portalWords.emblemHelp)}
      </p>
      <Issue problem={problem} path="emblem" />
    </div>
  );
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
