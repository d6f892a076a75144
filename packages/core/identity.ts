/** Who somebody else's account system says a person is. `issuer` and `subject` together are the identity; an e-mail never is. */
export type Identity = {
  issuer: string;
  subject: string;
  /** 2 where the other side asked for a second factor. */
  assurance: 1 | 2;
};

/**
 * The seam for unified sign-in (OIDC with PKCE, CAS, provincial 统一身份认证). An adapter checks issuer, audience, nonce
 * and state itself and answers nothing it has not verified.
 */
export type IdentityProvider = {
  title: { zh: string; en: string };
  /** Where to send the browser; `kept` comes back to `finish` and never leaves the server in clear. */
  begin(callback: string): Promise<{ url: string; kept: Record<string, string> }>;
  finish(callback: URL, kept: Readonly<Record<string, string>>): Promise<Identity>;
};
