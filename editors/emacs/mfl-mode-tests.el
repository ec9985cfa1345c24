;;; mfl-mode-tests.el --- Tests of mfl-mode  -*- lexical-binding: t -*-

;;; Commentary:

;; emacs --batch -L . -l mfl-mode-tests.el -f ert-run-tests-batch-and-exit

;;; Code:

(require 'ert)
(require 'imenu)
(require 'mfl-mode)

(defconst mfl-tests-directory (file-name-directory (or load-file-name buffer-file-name)))

(defmacro mfl-tests-with (text &rest body)
  "Run BODY in a buffer of `mfl-mode' with TEXT, fontified."
  (declare (indent 1))
  `(with-temp-buffer
     (insert ,text)
     (mfl-mode)
     (font-lock-ensure)
     (goto-char (point-min))
     ,@body))

(defun mfl-tests-face (text)
  "The face of TEXT, which the buffer holds."
  (goto-char (point-min))
  (search-forward text)
  (get-text-property (match-beginning 0) 'face))

(ert-deftest mfl-indent-samples-are-fixed-points ()
  (dolist (file (directory-files (expand-file-name "samples" mfl-tests-directory) t "\\.mfl\\'"))
    (let ((text (with-temp-buffer (insert-file-contents file) (buffer-string))))
      (mfl-tests-with text
        (let ((inhibit-message t)) (indent-region (point-min) (point-max)))
        (should (equal (buffer-string) text))))))

(ert-deftest mfl-indent-flat-text-is-restored ()
  (let ((text (with-temp-buffer
                (insert-file-contents (expand-file-name "samples/blocks.mfl" mfl-tests-directory))
                (buffer-string))))
    (mfl-tests-with text
      (while (not (eobp))
        (unless (or (nth 8 (syntax-ppss)) (looking-at "[ \t]*\\(?:EOT\\|$\\)"))
          (indent-line-to 0))
        (forward-line 1))
      (let ((inhibit-message t)) (indent-region (point-min) (point-max)))
      (should (equal (buffer-string) text)))))

(ert-deftest mfl-faces ()
  (mfl-tests-with "#pragma regex +extended\n# a note\nfunc twice(string arg) returns number do\n  echo 'a\\' . \"b %arg c\" . ${mail_addr} /* x */\ndone\nprog envfrom do throw e_range \"\" done\n"
    (should (eq (mfl-tests-face "#pragma") 'font-lock-preprocessor-face))
    (should (eq (mfl-tests-face "a note") 'font-lock-comment-face))
    (should (eq (mfl-tests-face "func") 'font-lock-keyword-face))
    (should (eq (mfl-tests-face "twice") 'font-lock-function-name-face))
    (should (eq (mfl-tests-face "string") 'font-lock-type-face))
    (should (eq (mfl-tests-face "arg)") 'font-lock-variable-name-face))
    (should (eq (mfl-tests-face "a\\") 'font-lock-string-face))
    (should (eq (mfl-tests-face "b %") 'font-lock-string-face))
    (should (memq 'font-lock-variable-name-face (ensure-list (mfl-tests-face "%arg"))))
    (should (eq (mfl-tests-face "${mail_addr}") 'font-lock-variable-name-face))
    (should (eq (mfl-tests-face "x */") 'font-lock-comment-face))
    (should (eq (mfl-tests-face "envfrom") 'font-lock-function-name-face))
    (should (eq (mfl-tests-face "e_range") 'font-lock-constant-face))))

(ert-deftest mfl-text-is-no-code ()
  (mfl-tests-with "prog eom do\nset a 'it # is'\nset b $# set c \"x\\\" do\"\nset d <<-'END'\nit's \"text\n  END\nnumber e 1\ndone\n"
    (should (eq (mfl-tests-face "is'") 'font-lock-string-face))
    (should (eq (mfl-tests-face "set c") 'font-lock-keyword-face))
    (should (eq (mfl-tests-face "do\"") 'font-lock-string-face))
    (should (eq (mfl-tests-face "\"text") 'font-lock-string-face))
    (should (eq (mfl-tests-face "number") 'font-lock-type-face))))

(ert-deftest mfl-imenu ()
  (mfl-tests-with "func one() do pass done\npublic func two() do pass done\nprog eoh do pass done\n"
    (let ((index (funcall imenu-create-index-function)))
      (should (assoc "one" index))
      (should (assoc "two" index))
      (should (assoc "eoh" (cdr (assoc "Handlers" index)))))))

(ert-deftest mfl-compilation-messages ()
  (let ((pattern (cadr (assq 'mfl compilation-error-regexp-alist-alist))))
    (dolist (line '(("postern: a.mfl:3.12-17: variable x is not defined" "a.mfl" "3" "12" nil "17" nil)
                    ("postern: /etc/b.mfl:3.1-4.2: warning: odd" "/etc/b.mfl" "3" "1" "4" "2" "warning: ")
                    ("mailfromd: c.mfl:7: syntax error" "c.mfl" "7" nil nil nil nil)))
      (should (string-match pattern (car line)))
      (should (equal (cdr line) (mapcar (lambda (group) (match-string group (car line))) '(1 2 3 4 5 6)))))))

(ert-deftest mfl-eglot-starts-the-server ()
  (defvar eglot-server-programs)
  (let ((eglot-server-programs nil))
    (provide 'eglot)
    (should (equal (cdr (assq 'mfl-mode eglot-server-programs)) '("postern" "lsp")))))

;;; mfl-mode-tests.el ends here
