import './ui/tokens.css';
import './ui/antd.css';
import './ui/base.css';
import './ui/shell.css';
import './record/record.css';
import { StyleProvider } from '@ant-design/cssinjs';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { steerLinks } from './go.ts';
import { locale, say } from './locale.ts';
import { queries } from './queries.ts';
import { router } from './routes.tsx';
import { words } from './words.ts';

document.documentElement.lang = locale;
document.title = say(words.brand);
if (locale === 'zh-CN') dayjs.locale('zh-cn');
steerLinks(router);

/** Styles stand in the sheet made at build time; what antd would still write goes to an element no page holds. */
const nowhere = document.createElement('div');
const theme = { zeroRuntime: true, hashed: false, cssVar: { key: 'juxian' } };

const host = document.getElementById('root');
if (host)
  createRoot(host).render(
    <StrictMode>
      <StyleProvider container={nowhere}>
        <ConfigProvider
          locale={locale === 'zh-CN' ? zhCN : undefined}
          theme={theme}
          button={{ autoInsertSpace: false }}
          getPopupContainer={(trigger) => trigger?.closest('dialog') ?? document.body}
        >
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ConfigProvider>
      </StyleProvider>
    </StrictMode>,
  );
